"""Toko Daring: a simulated Indonesian government marketplace. `create_app` is wiring only; no rule lives here."""

from flask import Flask

from marketplace.accounts import sessions
from marketplace.accounts.views import bp as accounts
from marketplace.catalogue.views import bp as catalogue
from marketplace.config import PROJECT_ROOT, Rooms, Settings
from marketplace.extensions import babel, csrf, db, engine_binds, limiter, login_manager, migrate, prepare_engines
from marketplace.ledger.views import bp as ledger
from marketplace.purchasing.labels import role_label
from marketplace.purchasing.views import bp as purchasing
from marketplace.training import models as training  # noqa: F401  every world has these tables
from marketplace.training import room_edge
from marketplace.training.views.front import bp as classes
from marketplace.training.views.room import bp as room
from marketplace.transparency.projections import PROJECTIONS
from marketplace.transparency.views import bp as transparency
from marketplace.web import languages
from marketplace.web import setup as shared
from marketplace.web.views import bp as web


def create_app(settings: Settings | None = None) -> Flask:
    """One app instance on one database. A training room is another call with other settings."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, template_folder=str(PROJECT_ROOT / "templates"), static_folder=str(PROJECT_ROOT / "static"))
    app.extensions["settings"] = settings
    app.extensions["projections"] = PROJECTIONS
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_BINDS=engine_binds(settings.database_url, settings.replica_url),
        SESSION_COOKIE_NAME=settings.prefix.cookie if settings.prefix else "toko",
        SESSION_COOKIE_PATH=settings.prefix.path if settings.prefix else "/",
        ROOM_BANNER=settings.prefix.banner if settings.prefix else None,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not settings.demo,
        MAX_CONTENT_LENGTH=12 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_ENABLED=not settings.testing,
        RATELIMIT_ENABLED=not settings.testing,
        RATELIMIT_STORAGE_URI="memory://",
        BABEL_DEFAULT_LOCALE="id",
        BABEL_DEFAULT_TIMEZONE="Asia/Jakarta",
    )
    _bind_extensions(app, settings)
    for blueprint in (web, accounts, catalogue, purchasing, ledger, transparency):
        app.register_blueprint(blueprint)
    if settings.prefix:
        app.register_blueprint(room)
        room_edge.init_app(app)
    elif settings.rooms is not Rooms.OFF:
        app.register_blueprint(classes)
    shared.finish(app)
    return app


def _bind_extensions(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(PROJECT_ROOT / "migrations"))
    # not init_app: its remember-me hook reads the session on every public page
    app.login_manager = login_manager  # type: ignore[attr-defined]
    csrf.init_app(app)
    limiter.init_app(app)
    babel.init_app(
        app, locale_selector=languages.chosen_locale, default_translation_directories=languages.directories()
    )
    shared.init_app(app)
    sessions.init_app(app)
    app.jinja_env.filters |= {"role_word": role_label}
    with app.app_context():
        prepare_engines(settings.synchronous, wait_seconds=settings.write_wait_seconds, read_only=settings.read_only)
