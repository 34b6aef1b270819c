"""From an empty folder to a world that can be served: schema, seed once, clock. A killed seed is made again."""

from sqlalchemy import select

from marketplace import create_app, schema
from marketplace.accounts.models import User
from marketplace.config import Rooms, Settings
from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.operations import databases
from marketplace.operations.errors import CannotRun
from marketplace.operations.site import open_house
from marketplace.simulation import seeding
from marketplace.training import scenarios

DEFAULT_WORLD = "jatim-2023"


def prepare(settings: Settings) -> None:
    """Leave a database that is migrated, seeded and whose clock runs from where it stood."""
    if settings.is_sqlite:
        if not databases.sqlite_path(settings).exists():
            seeding.seed(settings, DEFAULT_WORLD)
    elif _is_empty(settings):
        seeding.seed(settings, DEFAULT_WORLD)
    _bring_up_to_date(settings)
    if settings.rooms is not Rooms.OFF:
        house = open_house(settings)
        for world in {one.world for one in scenarios.known()}:
            house.databases.prepare_template(world)
        house.close_apps()


def _is_empty(settings: Settings) -> bool:
    with create_app(settings).app_context():
        empty = schema.is_empty()
        db.engine.dispose()
    return empty


def _bring_up_to_date(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        schema.upgrade()
        world = db.session.get(World, 1)
        if world is None or world.ready_at is None:
            raise CannotRun(
                "Penyemaian dunia ini belum selesai. Kosongkan basis datanya, lalu jalankan lagi.",
                "This world was not seeded to the end. Empty its database, then run this again.",
            )
        seeding.let_time_run(world)
        db.session.commit()
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def welcome(settings: Settings, address: str) -> str:
    """Where it is and who one can be."""
    lines = ["", f"  Toko Daring (SIMULASI)  {address}", ""]
    lines += [f"  {path:<16}{what}" for path, what in (
        ("/katalog", "belanja / shop"),
        ("/peringkat", "peringkat daerah / regional ranking"),
        ("/transparansi", "transparansi / transparency"),
        *((("/gabung", "masuk ke kelas / join a class"),) if settings.rooms is not Rooms.OFF else ()),
        ("/masuk", "masuk sebagai peran / log in as a role"),
    )]  # fmt: skip
    if settings.demo:
        lines += ["", "  Akun demo, satu klik di /masuk / demo accounts, one click at /masuk:"]
        lines += [f"  {username:<22}{name} · {position or ''}" for username, name, position in _personas(settings)]
    lines += ["", "  Ctrl-C untuk berhenti / to stop", ""]
    return "\n".join(lines)


def _personas(settings: Settings) -> list[tuple[str, str, str | None]]:
    with create_app(settings).app_context():
        rows = db.session.execute(
            select(User.username, User.name, User.position)
            .where(User.persona_order.is_not(None))
            .order_by(User.persona_order)
        ).all()
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    return [(row[0], row[1], row[2]) for row in rows]
