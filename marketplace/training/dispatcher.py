"""Which app answers: a room's own for `/kelas/<slug>/…`, the front app for everything else."""

from collections.abc import Iterable
from typing import Any

from flask import Flask

from marketplace.training.house import PREFIX, House


class RoomDispatcher:
    """A WSGI app in front of the others. The prefix moves to SCRIPT_NAME, so a room builds its own addresses.

    An address below `/kelas/` that names no room is the front app's to refuse.
    """

    def __init__(self, front: Flask, house: House) -> None:
        self.front = front
        self.house = house

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if path.startswith(PREFIX):
            slug, _slash, rest = path.removeprefix(PREFIX).partition("/")
            room = self.house.room(slug)
            if room is not None:
                moved = environ | {"SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + room.path, "PATH_INFO": f"/{rest}"}
                return self.house.app_for(room)(moved, start_response)
        return self.front(environ, start_response)
