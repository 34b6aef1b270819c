"""What a reader can get wrong on the public pages. The sentences are in `messages.py`."""


class TransparencyError(Exception):
    """Base of this area's refusals: a code for the sentence and the values in it."""

    status = 400

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class BadPeriod(TransparencyError):
    """The months asked for are not months, run backwards, or span more than anyone needs."""


class BadChoice(TransparencyError):
    """A sort order or page number that does not exist."""


class NotPublished(TransparencyError):
    """No such region, unit, supplier or order in the public log."""

    status = 404
