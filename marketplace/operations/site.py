"""The whole site of one process: the market in front, the rooms of classes behind their addresses."""

from typing import Any

from flask import Flask

from marketplace import create_app
from marketplace.config import Rooms, Settings
from marketplace.simulation import seeding
from marketplace.training.dispatcher import RoomDispatcher
from marketplace.training.house import House


def open_house(settings: Settings) -> House:
    """The rooms of this installation, as one process serves them."""
    return House(settings, create_app, _seed_template)


def make_site(settings: Settings) -> Flask | RoomDispatcher:
    front = create_app(settings)
    if settings.rooms is Rooms.OFF:
        return front
    house = open_house(settings)
    front.extensions["house"] = house
    return RoomDispatcher(front, house)


def _seed_template(settings: Settings, world: str) -> Any:
    """A template is signed by nobody: each room signs its own log from the start."""
    return seeding.seed(settings, world, quiet=True, sealed=False)
