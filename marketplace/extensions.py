"""Flask extensions, created here and bound to each app in `create_app`.

Owns how a request reaches its database: which engine, which kind of transaction. On SQLite a writer takes
one advisory file lock before BEGIN IMMEDIATE, because writers that meet only on `busy_timeout` starve.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from flask import current_app, g
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf import CSRFProtect
from sqlalchemy import Engine, MetaData, Table, event
from sqlalchemy.orm import DeclarativeBase

from marketplace import writers

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    if TYPE_CHECKING:
        __table__: ClassVar[Table]  # every model here is one table


class MarketSession(Session):
    """Reads go to an engine that cannot write; everything else goes to the primary.

    `g.database` is set at the edge: "read" for safe methods, "replica" for public pages, absent for writers.
    """

    def __init__(self, db: SQLAlchemy, **options: Any) -> None:
        super().__init__(db, **options)
        self.info["projections"] = current_app.extensions.get("projections", ())
        self.info["secret"] = current_app.config["SECRET_KEY"]

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **kwargs: Any) -> Engine:
        if bind is not None:
            return bind
        return self._db.engines[g.get("database")]


db = SQLAlchemy(model_class=Base, session_options={"class_": MarketSession, "autoflush": True})
if TYPE_CHECKING:
    Model = Base  # what `db.Model` is made of at run time
else:
    Model = db.Model
migrate = Migrate(render_as_batch=False)
login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()
limiter = Limiter(get_remote_address, headers_enabled=True)


def engine_binds(database_url: str, replica_url: str | None) -> dict[str, dict[str, Any]]:
    """The read-only twins of the primary: same database for signed-in pages, a replica for public ones."""
    if database_url.startswith("sqlite"):
        read: dict[str, Any] = {"url": database_url}
        return {"read": read, "replica": dict(read)}
    read = {
        "url": database_url,
        "isolation_level": "REPEATABLE READ",
        "execution_options": {"postgresql_readonly": True},
    }
    return {"read": read, "replica": read | {"url": replica_url or database_url}}


def prepare_engines(synchronous: str, *, wait_seconds: float, read_only: bool) -> None:
    """Hang on this app's engines how SQLite behaves here, and how long a writer waits on either engine."""
    for name, engine in db.engines.items():
        writers.refuse_in_one_way(engine)
        if engine.dialect.name == "sqlite":
            writes = name is None and not read_only
            _prepare_sqlite(engine, writes=writes, synchronous=synchronous, wait_seconds=wait_seconds)
        else:
            writers.limit_waiting(engine, wait_seconds)


def _prepare_sqlite(engine: Engine, *, writes: bool, synchronous: str, wait_seconds: float) -> None:
    lock_path = f"{engine.url.database}.lock"

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # transactions begin where `on_begin` says, not where the driver guesses
        for pragma in (
            f"busy_timeout = {int(wait_seconds * 1000)}",
            "journal_mode = WAL",
            f"synchronous = {synchronous}",
            "foreign_keys = ON",
            "recursive_triggers = ON",  # otherwise INSERT OR REPLACE walks around the append-only triggers
            "temp_store = MEMORY",
            "cache_size = -32000",
            "mmap_size = 268435456",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if not writes:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        if writes:  # `record_info` is the same dictionary as `record.record_info` below
            writers.take_turn(connection.connection.record_info, lock_path, wait_seconds)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "checkin")
    def on_checkin(connection: Any, record: Any) -> None:
        writers.give_turn_back(record.record_info)

    @event.listens_for(engine, "close")
    def on_close(connection: Any, record: Any) -> None:
        writers.let_go(record.record_info)
