"""Waiting for one's turn to write, and giving up in time: nobody is left hanging behind a stuck writer.

Owns the file lock that makes SQLite's writers queue and the one refusal of both engines; begins no transaction.
"""

import fcntl
import os
import sqlite3
import threading
from concurrent.futures import Future
from typing import Any

from click import ClickException, echo
from sqlalchemy import Engine, ExceptionContext, event

LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL: lock_timeout ran out


class DatabaseBusy(ClickException):
    """Somebody else has been writing for too long. Nothing was written; the same attempt may succeed later."""

    def __init__(self) -> None:
        super().__init__(
            "Program lain sedang menulis ke basis data terlalu lama. Tidak ada yang tersimpan; "
            "coba lagi sebentar lagi.\n"
            "Another program has been writing to the database for too long. Nothing was saved; try again shortly."
        )

    def show(self, file: object = None) -> None:
        echo(self.message, err=True)


def take_turn(info: dict[str, Any], lock_path: str, seconds: float) -> None:
    """Hold the file lock of this connection, or refuse after `seconds`.

    `flock` itself knows no time limit, and asking again and again would let late comers overtake: a thread waits in
    the kernel's queue. If its turn comes after the asker has left, it gives the lock straight back.
    """
    if "lock" not in info:
        info["lock"] = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(info["lock"], fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    except BlockingIOError:
        turn: Future[None] = Future()
    threading.Thread(target=_queue, args=(info["lock"], turn), daemon=True).start()
    try:
        turn.result(seconds)
    except TimeoutError:
        if turn.cancel():
            del info["lock"]  # the thread's from here on
            raise DatabaseBusy from None


def _queue(lock: int, turn: "Future[None]") -> None:
    fcntl.flock(lock, fcntl.LOCK_EX)
    if turn.set_running_or_notify_cancel():
        turn.set_result(None)
    else:
        os.close(lock)


def give_turn_back(info: dict[str, Any]) -> None:
    if "lock" in info:
        fcntl.flock(info["lock"], fcntl.LOCK_UN)


def let_go(info: dict[str, Any]) -> None:
    if "lock" in info:
        os.close(info.pop("lock"))


def refuse_in_one_way(engine: Engine) -> None:
    """Whichever engine says in whatever words that a lock did not come free, callers see `DatabaseBusy`."""

    @event.listens_for(engine, "handle_error")
    def on_error(context: ExceptionContext) -> None:
        if _is_busy(context.original_exception):
            raise DatabaseBusy from context.original_exception


def _is_busy(error: BaseException) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(error, "sqlstate", None) == LOCK_NOT_AVAILABLE


def limit_waiting(engine: Engine, seconds: float) -> None:
    """PostgreSQL: a row, table or advisory lock is waited for no longer than this."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.autocommit = True  # in a transaction the setting would be rolled back with it
        connection.execute(f"SET lock_timeout = {int(seconds * 1000)}")
        connection.autocommit = False
