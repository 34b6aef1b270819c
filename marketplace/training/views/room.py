"""Pages inside a room: the seat's own tasks, and the trainer's board."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from marketplace.accounts import queries as accounts
from marketplace.accounts import sessions
from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import requires, requires_sign_in
from marketplace.accounts.views.account import remember_language
from marketplace.extensions import db
from marketplace.ledger.qr import qr_svg
from marketplace.training import board, classwork, clock, codes, notices, registry, rooms, seats, tickets, worlds
from marketplace.training.errors import TrainingError
from marketplace.training.forms import AnnouncementForm, NamesForm
from marketplace.training.house import Room
from marketplace.training.messages import sentence
from marketplace.training.room_edge import house, this_room
from marketplace.training.seats import Seat
from marketplace.web.languages import chosen_locale
from marketplace.web.reading import give_back

bp = Blueprint("room", __name__)
FAST_SECONDS = 60  # a world day passes in a minute


@bp.get("/masuk/karcis")
def ticket() -> Any:
    """The only way in: a ticket of the front app for this very copy, a minute old at most."""
    key = current_app.config["SECRET_KEY"]
    known = tickets.read(key, request.args.get("karcis", ""))
    if known is None:
        return redirect(url_for("accounts.login", lanjut=request.args.get("lanjut", "")), 303)
    username = board.trainer_username() if known.seat is None else _seat(this_room(), known.seat).username
    account = accounts.credentials(username) or abort(404)
    sessions.start(account.user_id, account.session_epoch)
    if known.seat is not None:
        session["seat"] = known.seat
    if known.watching:
        session["watching"] = True
    wanted = sessions.safe_next(request.script_root + request.args.get("lanjut", ""))
    response = redirect(wanted or request.script_root + "/tugas", 303)
    if "bahasa" not in request.cookies:
        remember_language(response, this_room().language)
    return response


@bp.get("/tugas")
@requires_sign_in
def tasks() -> str:
    """What this seat has to do, what the others of its group are doing, and what is still wrong."""
    room, seat = this_room(), _own_seat()
    scenario = classwork.scenario_of(room)
    with house().reading() as connection:
        told = notices.for_seat(connection, room, seat.number)
        given = notices.hints_of(connection, room, seat.number)
    rows = board.steps_of_group(room, scenario, seat.group_number, chosen_locale())
    return render_template(
        "training/tasks.html", room=room, seat=seat, scenario=scenario, rows=rows, told=told, given=given,
        language=chosen_locale(), watching=bool(session.get("watching")),
    )  # fmt: skip


@bp.post("/tugas/<step>")
@requires_sign_in
def begin(step: str) -> Any:
    """To the page where a step begins; the board sees that somebody has opened it."""
    room, seat = this_room(), _own_seat()
    planned = next((one for one in classwork.scenario_of(room).steps if one.code == step), None) or abort(404)
    with house().writing() as connection:
        notices.opened(connection, room, seat.number, step, now=registry.now())
        seats.seen(connection, room, seat.number, planned.page, now=registry.now())
    return redirect(request.script_root + planned.page, 303)


@bp.post("/tugas/<step>/petunjuk")
@requires_sign_in
def hint(step: str) -> Any:
    """The next hint of a step; that it was asked for is kept for the debrief."""
    room, seat = this_room(), _own_seat()
    planned = next((one for one in classwork.scenario_of(room).steps if one.code == step), None) or abort(404)
    with house().writing() as connection:
        notices.give_hint(connection, room, seat.number, planned, by_trainer=False, now=registry.now())
    return redirect(url_for("room.tasks", _anchor=step), 303)


@bp.post("/kursi/denyut")
@requires_sign_in
def heartbeat() -> Any:
    """Somebody is here, on this page; answers what the trainer said last."""
    room, number = this_room(), session.get("seat")
    if number is None or session.get("watching"):
        return {"news": None}
    with house().writing() as connection:
        seats.seen(connection, room, number, request.form.get("halaman", "/"), now=registry.now())
        told = notices.for_seat(connection, room, number)
    return {"news": told[0].text if told else None}


@bp.post("/kursi/tinggalkan")
@requires_sign_in
def leave() -> Any:
    """Out of the room; the seat is kept until the trainer gives it away."""
    number = session.get("seat")
    if number is not None and not session.get("watching"):
        with house().writing() as connection:
            seats.leave(connection, this_room(), number, now=registry.now())
    sessions.end()
    front = request.script_root.removesuffix(this_room().path)
    return redirect(f"{front}/gabung", 303)


# --- the trainer's board


@bp.get("/papan")
@requires(Permission.ROOM_RUN)
def board_page() -> str:
    return render_template("training/board.html", names=NamesForm(formdata=None), **_board())


@bp.get("/papan/isi")
@requires(Permission.ROOM_RUN)
def board_part() -> str:
    """The live part alone, for the page that stays open."""
    return render_template("training/_board_live.html", **_board())


@bp.get("/papan/proyektor")
@requires(Permission.ROOM_RUN)
def projector() -> str:
    """Code, link and square, large enough for the last row."""
    room = this_room()
    address = _join_address(room) if room.code else ""
    square = Markup(qr_svg(address)) if address else ""  # noqa: S704  drawn by ourselves from an address
    return render_template("training/projector.html", room=room, address=address, square=square)


@bp.get("/papan/kartu")
@requires(Permission.ROOM_RUN)
def cards() -> str:
    """A card for each seat, to print and to cut."""
    room = this_room()
    with house().reading() as connection:
        known = [seat for seat in seats.seats_of(connection, room) if seat.for_people]
    return render_template(
        "training/cards.html", room=room, cards=[(seat, _pin(room, seat)) for seat in known],
        scenario=classwork.scenario_of(room), language=chosen_locale(), address=_join_address(room),
    )  # fmt: skip


@bp.post("/papan/jam/<how>")
@requires(Permission.ROOM_RUN)
def set_clock(how: str) -> Any:
    """Forward only; on a jump everything due on the way happens at its own moment."""
    move = CLOCK.get(how) or abort(404)
    move()
    db.session.commit()
    return _back(gettext("Jam kelas diatur."))


def _jump(move: Callable[..., Any]) -> Callable[[], None]:
    def act() -> None:
        room = this_room()
        with house().reading() as connection:
            known = seats.seats_of(connection, room)
        move(classwork.bot_cast(room, classwork.scenario_of(room), known), commit=db.session.commit)

    return act


CLOCK: dict[str, Callable[[], None]] = {
    "jeda": clock.pause,
    "nyata": clock.run_real,
    "cepat": lambda: clock.run_fast(FAST_SECONDS),
    "kejadian": _jump(clock.to_next_event),
    "pagi": _jump(clock.to_next_morning),
}


@bp.post("/papan/pengumuman")
@requires(Permission.ROOM_RUN)
def announce() -> Any:
    form = AnnouncementForm()
    if not form.validate():
        return render_template("training/board.html", names=NamesForm(formdata=None), **_board(form)), 422
    with house().writing() as connection:
        notices.announce(connection, this_room(), form.text.data or "", seat=None, now=registry.now())
    return _back(gettext("Pengumuman terkirim ke semua kursi."))


@bp.post("/papan/kursi/<int:number>/<what>")
@requires(Permission.ROOM_RUN)
def change_seat(number: int, what: str) -> Any:
    """One seat: help it, free it, give it to a bot or back."""
    room = this_room()
    seat = _seat(room, number)
    with house().writing() as connection:
        match what:
            case "petunjuk":
                scenario = classwork.scenario_of(room)
                step = board.present_step(room, scenario, seat)
                if step is not None:
                    notices.give_hint(connection, room, number, step, by_trainer=True, now=registry.now())
                told = gettext("Petunjuk terkirim.")
            case "kosongkan":
                seats.clear(connection, room, number, to_bot=False)
                told = gettext("Kursi %(number)s kosong; orang lain dapat mendudukinya.", number=number)
            case "bot":
                seats.give_to_bot(connection, room, number, is_bot=True)
                told = gettext("Bot memainkan kursi %(number)s.", number=number)
            case "orang":
                seats.give_to_bot(connection, room, number, is_bot=False)
                told = gettext("Kursi %(number)s kembali kepada orangnya.", number=number)
            case _:
                abort(404)
    if what == "kosongkan":
        worlds.sign_out(seat.username)
        db.session.commit()
    rooms.name_people(house(), room)
    return _back(told)


@bp.get("/papan/kursi/<int:number>/layar")
@requires(Permission.ROOM_RUN)
def watch(number: int) -> Response:
    """The seat's own pages, to look at only."""
    return _enter_as(number, watching=True)


@bp.post("/papan/kursi/<int:number>/main")
@requires(Permission.ROOM_RUN)
def play(number: int) -> Response:
    """The trainer plays this seat for a while."""
    return _enter_as(number, watching=False)


@bp.post("/papan/bot")
@requires(Permission.ROOM_RUN)
def fill_with_bots() -> Any:
    room = this_room()
    with house().writing() as connection:
        count = seats.fill_with_bots(connection, room)
    rooms.name_people(house(), room)
    return _back(gettext("Bot mengisi %(count)s kursi kosong.", count=count))


@bp.post("/papan/peserta")
@requires(Permission.ROOM_RUN)
def assign() -> Any:
    """A pasted list of names, one seat each; nothing of a list that does not fit is kept."""
    form, room = NamesForm(), this_room()
    refusals = []
    if form.validate():
        try:
            with house().writing() as connection:
                count = seats.assign(connection, room, form.listed, now=registry.now())
            return _back(gettext("%(count)s peserta mendapat kursi. Cetak kartunya untuk PIN.", count=count))
        except TrainingError as error:
            refusals = [sentence(error)]
    return render_template("training/board.html", names=form, refusals=refusals, **_board()), 422


@bp.post("/papan/atur-ulang")
@requires(Permission.ROOM_RUN)
def reset() -> Any:
    """A fresh world; people keep their seats. The page says which world it was made for."""
    return _end(lambda room: rooms.reset(house(), room), "/papan")


@bp.post("/papan/penutupan")
@requires(Permission.ROOM_RUN)
def close() -> Any:
    return _end(lambda room: rooms.close(house(), room), "/papan")


def _end(act: Callable[[Room], object], wanted: str) -> Any:
    room = this_room()
    if request.form.get("generasi") != str(room.generation):
        flash(gettext("Kelas ini sudah diatur ulang oleh pelatih lain. Periksa dahulu keadaannya."), "warn")
        return redirect(url_for("room.board_page"), 303)
    db.session.remove()
    give_back()  # what ends must not be held by the request that ends it
    try:
        act(room)
    except TrainingError as error:
        flash(sentence(error), "warn")
        return redirect(url_for("room.board_page"), 303)
    front = request.script_root.removesuffix(room.path)
    return redirect(f"{front}/gabung/kembali?kelas={room.slug}&lanjut={wanted}", 303)


def _board(form: AnnouncementForm | None = None) -> dict[str, Any]:
    room = this_room()
    scenario = classwork.scenario_of(room)
    with house().reading() as connection:
        known = seats.seats_of(connection, room)
        opened = notices.openings(connection, room)
    return {
        "room": room,
        "scenario": scenario,
        "grid": board.grid(room, scenario, known, opened, chosen_locale()),
        "seats": [(seat, _pin(room, seat), board.presence(seat, registry.now())) for seat in known],
        "address": _join_address(room) if room.code else "",
        "now": board.clock_now(),
        "head": board.ledger_head(room),
        "form": form or AnnouncementForm(formdata=None),
        "language": chosen_locale(),
    }


def _enter_as(number: int, *, watching: bool) -> Response:
    room = this_room()
    _seat(room, number)
    signed = tickets.issue(current_app.config["SECRET_KEY"], tickets.Ticket(number, watching))
    return redirect(url_for("room.ticket", karcis=signed, lanjut="/tugas"), 303)


def _back(told: str) -> Response:
    flash(told, "success")
    return redirect(url_for("room.board_page"), 303)


def _own_seat() -> Seat:
    number = session.get("seat")
    if number is None:
        abort(403, description=lazy_gettext("Halaman ini untuk peserta yang duduk di sebuah kursi."))
    return _seat(this_room(), number)


def _seat(room: Room, number: int) -> Seat:
    with house().reading() as connection:
        return seats.seat_of(connection, room, number) or abort(404)


def _pin(room: Room, seat: Seat) -> str:
    return codes.pin_of(house().settings.secret_key, room.slug, seat.number, seat.pin_version)


def _join_address(room: Room) -> str:
    front = request.script_root.removesuffix(room.path)
    return f"{request.host_url.rstrip('/')}{front}/gabung/{room.code}"
