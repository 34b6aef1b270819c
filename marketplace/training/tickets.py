"""From the front app into a room: a signed line that one copy of one room takes for one minute."""

from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

SECONDS = 60
_KEPT = "seats of this browser"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who enters: a seat (played, or only watched), or the trainer (no seat)."""

    seat: int | None = None
    watching: bool = False


def issue(room_key: str, ticket: Ticket) -> str:
    return str(_tickets(room_key).dumps([ticket.seat, ticket.watching]))


def read(room_key: str, text: str) -> Ticket | None:
    """None for anything that this very copy did not get signed in the last minute."""
    try:
        seat, watching = _tickets(room_key).loads(text, max_age=SECONDS)
    except (BadData, ValueError, TypeError):
        return None
    return Ticket(seat, watching)


def keep(secret: str, keys: dict[str, str]) -> str:
    """What a browser keeps about its seats: by room, the key that opens the seat again."""
    return str(URLSafeSerializer(secret, _KEPT).dumps(keys))


def kept(secret: str, cookie: str | None) -> dict[str, str]:
    try:
        keys: Any = URLSafeSerializer(secret, _KEPT).loads(cookie or "")
    except BadData:
        return {}
    return keys if isinstance(keys, dict) else {}


def _tickets(room_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(room_key, "ticket")
