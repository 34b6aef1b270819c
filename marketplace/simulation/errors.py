"""Why a world could not be made, each with the way out; the command shows them as one sentence."""


class SeedingError(Exception):
    """`values` fill the sentence of the command's message for `code`."""

    code = "seeding"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values


class UnknownWorld(SeedingError):
    code = "unknown_world"


class WorldExists(SeedingError):
    """A finished world is never overwritten: its ledger is somebody's evidence."""

    code = "world_exists"


class NoWorld(SeedingError):
    code = "no_world"


class ClockGoesBack(SeedingError):
    """What has happened cannot happen again."""

    code = "clock_goes_back"
