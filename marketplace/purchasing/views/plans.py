"""The unit's plan (RUP): packages with what is held, posted and free; drawn up by the PPK, announced by the KPA."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import exists, select

from marketplace.accounts.models import Buyer
from marketplace.accounts.permissions import Actor, Permission, Target
from marketplace.accounts.sessions import current_actor, requires
from marketplace.catalogue.models import Category
from marketplace.extensions import db
from marketplace.purchasing import queries
from marketplace.purchasing.errors import PurchasingError
from marketplace.purchasing.forms import PackageForm, PaguForm
from marketplace.purchasing.messages import sentence
from marketplace.purchasing.models import PlanPackage
from marketplace.purchasing.pages.cart_page import meter_of
from marketplace.purchasing.services import plans as service
from marketplace.purchasing.views.blueprint import bp
from marketplace.purchasing.views.steps import look_only
from marketplace.values.period import local_day
from marketplace.web.languages import chosen_locale
from marketplace.web.now import world_now


@bp.get("/rup")
@requires(Permission.PLAN_VIEW)
def plans() -> str:
    actor = current_actor()
    units = _units(actor)
    chosen = units if actor.buyer_ids else [unit for unit in units if unit.id == request.args.get("satker", 0, int)]
    return render_template(
        "purchasing/plans.html",
        units=[(unit, _rows(unit)) for unit in chosen],
        choices=[] if actor.buyer_ids else units,
        may_create=actor.may(Permission.PLAN_EDIT),
    )


@bp.route("/rup/baru", methods=("GET", "POST"))
@requires(Permission.PLAN_EDIT)
def new_plan() -> Any:
    actor, now = current_actor(), world_now()
    form = PackageForm().offer_categories(_shelves())
    if not form.is_submitted():
        return render_template("purchasing/plan_form.html", form=form, refusals=[])
    if not form.validate():
        return render_template("purchasing/plan_form.html", form=form, refusals=[]), 422
    try:
        package = service.create_package(
            actor,
            buyer_id=_own_unit(actor),
            fiscal_year=local_day(now).year,
            name=form.name.data,
            account_code=form.account_code.data,
            account_name=form.account_name.data,
            pagu_idr=form.pagu_idr.data or 0,
            category_code=form.category_code.data or None,
        )
    except PurchasingError as error:
        look_only()
        return render_template("purchasing/plan_form.html", form=form, refusals=[sentence(error)]), 422
    code = package.rup_code
    db.session.commit()
    flash(gettext("Paket dibuat. Setelah diumumkan KPA, paket dapat dipakai berbelanja."), "success")
    return redirect(url_for("purchasing.plan", rup_code=code), 303)


@bp.get("/rup/<rup_code>")
@requires(Permission.PLAN_VIEW)
def plan(rup_code: str) -> str:
    actor = current_actor()
    package = queries.package_for(actor, rup_code) or abort(404)
    return _plan_page(actor, package, PaguForm(formdata=None, pagu_idr=package.pagu_idr))


@bp.post("/rup/<rup_code>/pengumuman")
@requires(Permission.PLAN_ANNOUNCE)
def announce_plan(rup_code: str) -> Any:
    actor = current_actor()
    package = queries.package_for(actor, rup_code) or abort(404)
    try:
        service.announce_package(package, actor=actor, now=world_now())
    except PurchasingError as error:
        return _refused(actor, rup_code, PaguForm(formdata=None), error)
    db.session.commit()
    flash(gettext("Paket diumumkan dan dapat dipakai berbelanja."), "success")
    return redirect(url_for("purchasing.plan", rup_code=rup_code), 303)


@bp.post("/rup/<rup_code>/pagu")
@requires(Permission.PLAN_EDIT)
def change_pagu(rup_code: str) -> Any:
    actor, form = current_actor(), PaguForm()
    package = queries.package_for(actor, rup_code) or abort(404)
    if not form.validate():
        return _refused(actor, rup_code, form)
    try:
        service.change_pagu(package, form.pagu_idr.data or 0, actor=actor, now=world_now())
    except PurchasingError as error:
        return _refused(actor, rup_code, form, error)
    db.session.commit()
    flash(gettext("Pagu diubah."), "success")
    return redirect(url_for("purchasing.plan", rup_code=rup_code), 303)


def _refused(actor: Actor, rup_code: str, form: PaguForm, error: PurchasingError | None = None) -> Any:
    look_only()
    package = queries.package_for(actor, rup_code) or abort(404)
    return _plan_page(actor, package, form, [sentence(error)] if error else []), 422


def _plan_page(actor: Actor, package: PlanPackage, form: PaguForm, refusals: Any = ()) -> str:
    target = Target(buyer_id=package.buyer_id)
    found = queries.orders_for(actor, queries.OrderFilters(package_id=package.id), per_page=50)
    rows = queries.packages_of(package.buyer_id)
    return render_template(
        "purchasing/plan.html",
        package=package,
        meter_data=meter_of(next(row for row in rows if row.id == package.id)),
        unit=db.session.get_one(Buyer, package.buyer_id),
        orders=found.rows,
        form=form,
        refusals=refusals,
        may_edit=actor.may(Permission.PLAN_EDIT, target),
        may_announce=actor.may(Permission.PLAN_ANNOUNCE, target) and package.announced_at is None,
    )


def _rows(unit: Buyer) -> list[dict[str, Any]]:
    return [
        meter_of(row)
        | {
            "year": row.fiscal_year,
            "account": row.account_code,
            "announced_at": row.announced_at,
            "orders": row.orders,
        }
        for row in queries.packages_of(unit.id)
    ]


def _units(actor: Actor) -> list[Buyer]:
    """One's own units; a region's admin and the auditor look at the units they are responsible for."""
    statement = select(Buyer).order_by(Buyer.region_code, Buyer.name)
    if actor.buyer_ids:
        return list(db.session.scalars(statement.where(Buyer.id.in_(actor.buyer_ids))))
    with_plans = statement.where(exists().where(PlanPackage.buyer_id == Buyer.id))
    units = db.session.scalars(with_plans).all()
    return [
        unit
        for unit in units
        if actor.may(Permission.PLAN_VIEW, Target(buyer_id=unit.id, region_code=unit.region_code))
    ]


def _own_unit(actor: Actor) -> int:
    for appointment in actor.appointments:
        place = appointment.place.buyer_id
        if place is not None and actor.may(Permission.PLAN_EDIT, Target(buyer_id=place)):
            return place
    return abort(403)


def _shelves() -> list[tuple[str, str]]:
    name = Category.name_en if chosen_locale() == "en" else Category.name
    rows = db.session.execute(
        select(Category.code, name).where(Category.parent_code.is_(None)).order_by(Category.code)
    )
    return [(code, f"{code} · {label}") for code, label in rows]
