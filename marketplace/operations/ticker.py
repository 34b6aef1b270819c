"""What time does by itself: deadlines run out, new entries are sealed, best sellers are counted each day.

One process beside the web workers. Each beat is a transaction of its own; two tickers on one world do nothing
twice, a killed one loses nothing.
"""

import os
import signal
import threading
from datetime import date
from typing import Any

from flask import Flask

from marketplace import create_app
from marketplace.catalogue import popularity
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.simulation import advancing
from marketplace.values.period import local_day
from marketplace.web.now import world_now
from marketplace.writers import DatabaseBusy

BEAT_SECONDS = 5
BATCH = 100


def beat(app: Flask) -> None:
    """Everything that is due now, a checkpoint over what was recorded since the last one, the day's ranking."""
    with app.app_context():
        advancing.catch_up(world_now(), commit=db.session.commit, limit=BATCH)
        if ledger.something_to_seal():
            ledger.seal()
            db.session.commit()
        rank_the_shelf(local_day(world_now()))


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
    app = create_app()
    while not stop.wait(BEAT_SECONDS) and os.getppid() == parent:
        try:
            beat(app)
        except DatabaseBusy:
            app.logger.warning("The ticker waited too long for its turn to write; the next beat tries again.")
        except Exception:
            app.logger.exception("The ticker's beat failed; the next one tries again.")
