"""The platform administrator's desk: people, the roles they hold, transfers, closing, and cutting the thread."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from marketplace.accounts import queries
from marketplace.accounts import services as accounts
from marketplace.accounts.errors import AccountsError, NotHeld, UnknownPerson, WrongPlace
from marketplace.accounts.forms import AppointmentForm, CutForm, DayForm, HandOverForm
from marketplace.accounts.messages import told
from marketplace.accounts.models import Buyer, Membership, User
from marketplace.accounts.permissions import HELD_BY_PEOPLE, Permission, Role
from marketplace.accounts.sessions import current_actor, requires
from marketplace.accounts.views.blueprint import bp
from marketplace.extensions import db
from marketplace.values.period import local_day
from marketplace.web.forms import BaseForm
from marketplace.web.now import world_now

manager_only = requires(Permission.USERS_MANAGE)


@bp.get("/akun/pengguna")
@manager_only
def people() -> str:
    text = request.args.get("q", "").replace("\0", "")[:80]
    role = _role(request.args.get("peran"))
    wanted = request.args.get("halaman", "1")
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    found = queries.find_people(text, role, day=_today(), page=page)
    return render_template("accounts/people.html", found=found, q=text, role=role, roles=HELD_BY_PEOPLE)


@bp.get("/akun/pengguna/<int(max=2147483647):user_id>")
@manager_only
def person(user_id: int) -> Any:
    return _page(_person(user_id))


@bp.post("/akun/pengguna/<int(max=2147483647):user_id>/jabatan")
@manager_only
def appointment(user_id: int) -> Any:
    form = AppointmentForm()
    return _act(user_id, form, lambda found: _appoint(found, form), gettext("Peran diberikan."), "appointment")


@bp.post("/akun/pengguna/<int(max=2147483647):user_id>/jabatan/<int(max=2147483647):membership_id>/pengakhiran")
@manager_only
def appointment_end(user_id: int, membership_id: int) -> Any:
    form = DayForm()

    def end(found: User) -> None:
        accounts.end_appointment(current_actor(), _membership(found, membership_id), on=form.on.data)

    return _act(user_id, form, end, gettext("Peran diakhiri."), f"end-{membership_id}")


@bp.post("/akun/pengguna/<int(max=2147483647):user_id>/jabatan/<int(max=2147483647):membership_id>/serah-terima")
@manager_only
def handover(user_id: int, membership_id: int) -> Any:
    """Mutasi: the role in the unit goes to a successor on one day."""
    form = HandOverForm()

    def hand_over(found: User) -> None:
        _hand_over(found, _membership(found, membership_id), form)

    return _act(user_id, form, hand_over, gettext("Jabatan diserahterimakan."), f"handover-{membership_id}")


@bp.post("/akun/pengguna/<int(max=2147483647):user_id>/penutupan")
@manager_only
def closing(user_id: int) -> Any:
    done = gettext("Akun ditutup; semua sesinya berakhir.")
    return _act(user_id, BaseForm(), lambda found: accounts.close_account(current_actor(), found), done)


@bp.post("/akun/pengguna/<int(max=2147483647):user_id>/pembukaan")
@manager_only
def reopening(user_id: int) -> Any:
    done = gettext("Akun dibuka kembali.")
    return _act(user_id, BaseForm(), lambda found: accounts.reopen_account(current_actor(), found), done)


@bp.post("/akun/pengguna/<int(max=2147483647):user_id>/pemutusan")
@manager_only
def cutting(user_id: int) -> Any:
    form = CutForm()

    def cut(found: User) -> None:
        accounts.cut_thread(current_actor(), found, confirmation=form.confirmation.data)

    return _act(user_id, form, cut, gettext("Jejak ke buku besar diputus untuk selamanya."), "cut")


def _act(user_id: int, form: BaseForm, step: Callable[[User], None], done: str, shown: str = "", /) -> Any:
    """One step on one person: refused with a sentence beside its form, or committed and back to the person."""
    found = _person(user_id)
    if not form.validate():
        return _page(found, refused=form, shown=shown)
    try:
        step(found)
        db.session.commit()
    except AccountsError as error:
        db.session.rollback()
        return _page(_person(user_id), refused=form, shown=shown, extra=told(error, form))
    flash(done, "good")
    return redirect(url_for("accounts.person", user_id=user_id), 303)


def _appoint(found: User, form: AppointmentForm) -> None:
    role = Role(form.role.data)
    place = queries.place_by_code(role, form.place.data or "")
    if place is None:
        raise WrongPlace(role=role)
    accounts.appoint(current_actor(), found, role, place, on=form.on.data, until=form.until.data)


def _hand_over(found: User, membership: Membership, form: HandOverForm) -> None:
    successor = queries.person_by_username(form.successor.data)
    unit = db.session.get(Buyer, membership.buyer_id) if membership.buyer_id else None
    if unit is None:
        raise NotHeld(role=Role(membership.role))
    if successor is None:
        raise UnknownPerson(username=form.successor.data)
    accounts.hand_over_role(
        current_actor(), from_user=found, to_user=successor, buyer=unit, role=Role(membership.role), on=form.on.data
    )


def _page(found: User, *, refused: BaseForm | None = None, shown: str = "", extra: Any = ()) -> Any:
    """The person with every form; the refused one keeps what was typed."""
    today = _today()
    if refused:
        refused.marked(shown)
    forms = {
        "appointment": AppointmentForm(formdata=None, on=today),
        "end": DayForm(formdata=None, on=today),
        "handover": HandOverForm(formdata=None, on=today),
        "cut": CutForm(formdata=None),
    }
    history = queries.memberships_of([found.id], today)[found.id]
    page = render_template(
        "accounts/person.html", person=found, history=history, forms=forms, refused=refused, shown=shown, extra=extra
    )
    return page, 200 if refused is None else 422


def _person(user_id: int) -> User:
    return queries.person_of(user_id) or abort(404)


def _membership(found: User, membership_id: int) -> Membership:
    return queries.membership_of(found.id, membership_id) or abort(404)


def _role(text: str | None) -> Role | None:
    return Role(text) if text in {role.value for role in HELD_BY_PEOPLE} else None


def _today() -> date:
    return local_day(world_now())
