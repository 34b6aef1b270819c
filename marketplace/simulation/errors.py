"""Why a world could not be made, each with the way out; the command shows them as one sentence."""


class SeedingError(Exception):
    """`values` fill the sentence of the command's message for `code`."""

    code = "seeding"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values


class UnknownScenario(SeedingError):
    code = "unknown_scenario"


class WorldExists(SeedingError):
    """A finished world is never overwritten: its ledger is somebody's evidence."""

    code = "world_exists"
