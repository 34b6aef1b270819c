"""Classes as the front app shows them: `/kelas` for trainers, `/gabung` for everybody who has a code."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor, requires
from marketplace.extensions import limiter
from marketplace.training import codes, registry, rooms, scenarios, seats, tickets, worlds
from marketplace.training.bots import MANNERS, fitting
from marketplace.training.casting import CannotCast
from marketplace.training.errors import NoSuchRoom, TrainingError
from marketplace.training.explanations import refusal_sentence
from marketplace.training.forms import CodeForm, JoinForm, OpenRoomForm, RejoinForm
from marketplace.training.house import House, Room
from marketplace.training.messages import sentence
from marketplace.training.rooms import RoomWish, Trainer
from marketplace.training.scenario import Scenario
from marketplace.training.seats import Seat
from marketplace.training.tickets import Ticket
from marketplace.values.period import local_day
from marketplace.web.languages import chosen_locale

bp = Blueprint("classes", __name__)
COOKIE = "kursi"
COOKIE_SECONDS = 60 * 24 * 3600
PEOPLE = "orang"


def house() -> House:
    known: House = current_app.extensions["house"]
    return known


def offered() -> list[Scenario]:
    """Exercises that a room can play to the end: those that ask for written answers have no page for them yet."""
    return [one for one in scenarios.known() if not any(step.answer for step in one.steps)]


def failed(response: Response) -> bool:
    """Only wrong guesses count: thirty people behind one address join within a minute."""
    return response.status_code in (404, 422)


# --- for trainers


@bp.get("/kelas")
@requires(Permission.ROOM_RUN)
def index() -> str:
    """Rooms that are open, rooms that were, and the exercises a new one can be opened from."""
    return render_template(
        "training/rooms.html", rooms=house().rooms(), scenarios=offered(), language=chosen_locale()
    )


@bp.route("/kelas/baru/<code>", methods=("GET", "POST"))
@requires(Permission.ROOM_RUN)
def new_room(code: str) -> Any:
    """A class in one form; pressed twice it opens one."""
    scenario = next((one for one in offered() if one.code == code), None) or abort(404)
    language = chosen_locale()
    form = OpenRoomForm(
        name=scenario.title.get(language)[:80], held_on=local_day(datetime.now(UTC)), seats=len(scenario.seats),
        language=language,
    )  # fmt: skip
    players = {seat.code: request.form.get(f"kursi-{seat.code}", PEOPLE) for seat in scenario.seats}
    if not form.is_submitted():
        return _form_page(form, scenario, players)
    refusal = _players_refusal(scenario, players)
    if not form.validate() or refusal:
        return _form_page(form, scenario, players, refusal), 422
    actor = current_actor()
    try:
        room = rooms.open_room(house(), Trainer(str(actor.user_id), actor.name), _wish(form, scenario, players))
    except CannotCast as error:
        return _form_page(form, scenario, players, [refusal_sentence(error.code, error.values)]), 422
    except TrainingError as error:
        return _form_page(form, scenario, players, [sentence(error)]), 422
    return enter(room, Ticket(), "/papan")


def _wish(form: OpenRoomForm, scenario: Scenario, players: dict[str, str]) -> RoomWish:
    return RoomWish(
        name=form.name.data or "", held_on=form.held_on.data.isoformat() if form.held_on.data else "",
        seats=form.seats.data or 1, language=form.language.data, scenario=scenario.code,
        scenario_text=scenario.source,
        people=tuple(code for code, player in players.items() if player == PEOPLE),
        temperaments={code: player for code, player in players.items() if player != PEOPLE},
        once_key=form.once_key.data,
    )  # fmt: skip


def _players_refusal(scenario: Scenario, players: dict[str, str]) -> list[str]:
    if PEOPLE not in players.values():
        return [gettext("Paling sedikit satu peran harus dimainkan orang.")]
    for seat in scenario.seats:
        if players[seat.code] not in {PEOPLE, *(manner.temperament.value for manner in fitting(seat.role))}:
            return [gettext("Pilih pemain setiap peran dari daftar.")]
    return []


def _form_page(
    form: OpenRoomForm, scenario: Scenario, players: dict[str, str], refusals: list[str] | None = None
) -> str:
    return render_template(
        "training/room_form.html", form=form, scenario=scenario, players=players, refusals=refusals or [],
        fitting=fitting, manners=MANNERS, language=chosen_locale(),
    )  # fmt: skip


# --- for everybody with a code


@bp.route("/gabung", methods=("GET", "POST"))
@limiter.limit("30 per minute; 200 per hour", methods=["POST"], deduct_when=failed)
def join() -> Any:
    """Six letters from the projector. A closed room and one that never was answer alike."""
    form = CodeForm(code=request.args.get("kode"))
    if not form.is_submitted():
        return render_template("training/join.html", form=form, refusals=[])
    room = house().room_by_code(codes.read_code(form.code.data or "")) if form.validate() else None
    if room is None:
        refusals = [] if form.errors else [sentence(NoSuchRoom())]
        return render_template("training/join.html", form=form, refusals=refusals), 422
    return redirect(url_for("classes.join_room", code=room.code), 303)


@bp.route("/gabung/<code>", methods=("GET", "POST"))
@limiter.limit("30 per minute; 200 per hour", deduct_when=failed)
def join_room(code: str) -> Any:
    """Name, then a look at the seat, then the seat: only the last press takes it."""
    room = _room(code)
    with house().reading() as connection:
        known = seats.seats_of(connection, room)
    free = [seat for seat in known if seat.is_free]
    form = JoinForm().offer_seats({str(seat.number): seat_words(room, seat) for seat in free})
    if not form.is_submitted():
        return _join_page(room, form, free, _own_seat(room))
    if not form.validate():
        return _join_page(room, form, free, None), 422
    number = int(form.seat.data) if form.seat.data else None
    if not form.confirmed.data:
        chosen = next((seat for seat in free if number in (None, seat.number)), None)
        return _join_page(room, form, free, None, confirm=chosen), 200 if chosen else 422
    try:
        with house().writing() as connection:
            seat, key = seats.take(connection, room, form.name.data or "", number=number, now=registry.now())
    except TrainingError as error:
        return _join_page(room, form, free, None, refusals=[sentence(error)]), 422
    return _seated(room, seat, key)


@bp.post("/gabung/<code>/kembali")
@limiter.limit("10 per minute; 60 per hour", deduct_when=failed)
def rejoin(code: str) -> Any:
    """From another device: the same seat, for whoever knows its PIN."""
    room, form = _room(code), RejoinForm()
    refusals = []
    if form.validate():
        try:
            with house().writing() as connection:
                seat, key = seats.rejoin(
                    connection, room, form.name.data or "", form.pin.data or "",
                    secret=house().settings.secret_key, now=registry.now(),
                )  # fmt: skip
            return _seated(room, seat, key)
        except TrainingError as error:
            refusals = [sentence(error)]
    return _join_page(room, JoinForm(formdata=None).offer_seats({}), [], None, rejoin=form, refusals=refusals), 422


@bp.get("/gabung/<code>/kursi")
def own_seat(code: str) -> Any:
    """The seat of this browser, with the PIN that opens it elsewhere."""
    room = _room(code)
    seat = _own_seat(room)
    if seat is None:
        return redirect(url_for("classes.join_room", code=code), 303)
    pin = codes.pin_of(house().settings.secret_key, room.slug, seat.number, seat.pin_version)
    return _private(render_template("training/own_seat.html", room=room, seat=seat, pin=pin, words=seat_words))


@bp.get("/gabung/kembali")
def come_back() -> Any:
    """Into a room again without asking: by the trainer's account, or by what this browser keeps."""
    room = house().room(request.args.get("kelas", "")) or abort(404)
    wanted = request.args.get("lanjut", "")
    wanted = wanted if wanted.startswith("/") and not wanted.startswith("//") and wanted.isprintable() else ""
    if current_actor().may(Permission.ROOM_RUN):
        return enter(room, Ticket(), wanted or "/papan")
    seat = _own_seat(room)
    if seat is None:
        flash(gettext("Untuk masuk ke kelas, ketik kode kelasnya."), "info")
        return redirect(url_for("classes.join"), 303)
    return enter(room, Ticket(seat.number), wanted or "/tugas")


def enter(room: Room, ticket: Ticket, wanted: str) -> Response:
    """Over to the room's own app, which starts a session of its own."""
    signed = tickets.issue(house().key_of(room.database), ticket)
    path = f"{request.script_root}{room.path}/masuk/karcis"
    return _private(redirect(f"{path}?karcis={signed}&lanjut={wanted}", 303))


def seat_words(room: Room, seat: Seat) -> str:
    """A seat in one line: role, place, group."""
    scenario = scenarios.read(room.scenario_text, room.scenario)
    title = scenario.seat(seat.seat_code).title.get(chosen_locale())
    group = gettext("kelompok %(number)s", number=seat.group_number)
    return " · ".join(part for part in (title, seat.place_name, group) if part)


def _room(code: str) -> Room:
    room = house().room_by_code(codes.read_code(code))
    if room is None or room.code != code:
        abort(404, description=sentence(NoSuchRoom()))
    return room


def _own_seat(room: Room) -> Seat | None:
    key = tickets.kept(house().settings.secret_key, request.cookies.get(COOKIE)).get(room.slug)
    if key is None:
        return None
    with house().reading() as connection:
        return seats.seat_of_device(connection, room, key)


def _seated(room: Room, seat: Seat, key: str) -> Response:
    """Whoever sat there before is signed out, the name is a person's again, and the browser remembers."""
    with worlds.inside(house().app_for(room)):
        worlds.sign_out(seat.username)
        worlds.match_people(bots=[], people=[seat.username])
    secret = house().settings.secret_key
    keys = tickets.kept(secret, request.cookies.get(COOKIE)) | {room.slug: key}
    response = redirect(url_for("classes.own_seat", code=room.code), 303)
    response.set_cookie(
        COOKIE, tickets.keep(secret, keys), max_age=COOKIE_SECONDS, path=f"{request.script_root}/gabung",
        httponly=True, samesite="Lax", secure=not house().settings.demo,
    )  # fmt: skip
    return _private(response)


def _join_page(
    room: Room, form: JoinForm, free: list[Seat], own: Seat | None, *, confirm: Seat | None = None,
    rejoin: RejoinForm | None = None, refusals: list[str] | None = None,
) -> Any:  # fmt: skip
    page = render_template(
        "training/join_room.html", room=room, form=form, free=free, own=own, confirm=confirm,
        rejoin=rejoin or RejoinForm(formdata=None), refusals=refusals or [], words=seat_words,
    )  # fmt: skip
    return _private(page)


def _private(answer: Any) -> Response:
    response = make_response(answer)
    response.headers["Cache-Control"] = "no-store"
    return response
