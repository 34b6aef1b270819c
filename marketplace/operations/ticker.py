"""What time does by itself: deadlines run out, bots act, new entries are sealed, best sellers are counted each day.

One process beside the web workers, for the market and every room that is awake. Each beat is a transaction of its
own; two tickers on one world do nothing twice, a killed one loses nothing.
"""

import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from flask import Flask

from marketplace import create_app
from marketplace.catalogue import popularity
from marketplace.config import Rooms, Settings
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.operations.site import open_house
from marketplace.simulation import advancing
from marketplace.training import classwork, clock
from marketplace.training.bots import BotCast
from marketplace.training.house import House, Room
from marketplace.training.seats import seats_of
from marketplace.values.period import local_day
from marketplace.web.now import world_now
from marketplace.writers import DatabaseBusy

BEAT_SECONDS = 5
ROOM_BEAT_SECONDS = 1
ROOM_SLEEPS_AFTER = timedelta(minutes=30)  # where nobody is, deadlines and bots wait
BATCH = 100


def beat(app: Flask, cast: BotCast | None = None) -> None:
    """Everything that is due now, a checkpoint over what was recorded since the last one, the day's ranking."""
    with app.app_context():
        clock.catch_up(world_now(), cast, commit=db.session.commit, limit=BATCH)
        if ledger.something_to_seal():
            ledger.seal()
            db.session.commit()
        rank_the_shelf(local_day(world_now()))


def beat_room(house: House, room: Room) -> None:
    """The same in a class, where bots act as well."""
    app = house.app_for(room)
    with house.reading() as connection:
        seats = seats_of(connection, room)
    with app.app_context():
        cast = classwork.bot_cast(room, classwork.scenario_of(room), seats)
    beat(app, cast)


def rank_the_shelf(day: date) -> None:
    """On the first beat after midnight in the world, when hardly anybody waits to write."""
    is_done = popularity.ranking_is_from(day)
    db.session.rollback()
    if not is_done:
        advancing.locked_world()
        popularity.rank_once_a_day(day)
        db.session.commit()


def run(parent: int) -> None:
    """Beat until asked to stop or until the server that started this process is gone."""
    stop = threading.Event()

    def ask_to_stop(*_: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    settings = Settings.from_environment()
    app = create_app(settings)
    house = open_house(settings) if settings.rooms is not Rooms.OFF else None
    beats = 0
    while not stop.wait(ROOM_BEAT_SECONDS) and os.getppid() == parent:
        if beats % BEAT_SECONDS == 0:
            _try(app, partial(beat, app))
        if house is not None:
            for room in house.awake_rooms(datetime.now(UTC) - ROOM_SLEEPS_AFTER):
                _try(app, partial(beat_room, house, room))
        beats += 1


def _try(app: Flask, work: Callable[[], None]) -> None:
    """One world's trouble is not another's: the next beat tries again."""
    try:
        work()
    except DatabaseBusy:
        app.logger.warning("The ticker waited too long for its turn to write; the next beat tries again.")
    except Exception:
        app.logger.exception("The ticker's beat failed; the next one tries again.")
