"""How values refuse nonsense: every error names what was wrong, and all are `ValueError`s."""


class BadValue(ValueError):
    """A value that cannot mean anything in this trade."""


class NegativeAmount(BadValue):
    """Rupiah amounts of an order are never below zero."""


class UnbalancedAmount(BadValue):
    """Net plus tax must equal gross."""


class NoRateInForce(BadValue):
    """No rate of this tax is known for that day."""


class RateTooHigh(BadValue):
    """A region may not ask more than the law's ceiling."""


class BadMonth(BadValue):
    """A month is written YYYY-MM."""


class BackwardPeriod(BadValue):
    """A period ends after it starts."""


class TimeWithoutZone(BadValue):
    """An instant without a zone says nothing about which day it is."""


class BadClock(BadValue):
    """A world's clock runs forward, at a speed of at least one."""


class BadIdentifier(BadValue):
    """A number or code of a document is out of range or malformed."""


class BadProofCode(BadIdentifier):
    """What was typed is not a proof code."""
