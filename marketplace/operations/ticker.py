"""What time does by itself: deadlines run out, new entries are sealed. One process beside the web workers.

Each beat is a transaction of its own; two tickers on one world do nothing twice, a killed one loses nothing.
"""

import os
import signal
import threading
from typing import Any

from flask import Flask

from marketplace import create_app
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.simulation import advancing
from marketplace.web.now import world_now
from marketplace.writers import DatabaseBusy

BEAT_SECONDS = 5
BATCH = 100


def beat(app: Flask) -> None:
    """Everything that is due now, and a checkpoint over what was recorded since the last one."""
    with app.app_context():
        advancing.catch_up(world_now(), commit=db.session.commit, limit=BATCH)
        if ledger.something_to_seal():
            ledger.seal()
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
