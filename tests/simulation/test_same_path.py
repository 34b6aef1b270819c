"""One history played by the services and by the simulation leaves the same entries and the same rows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.accounts.models import Buyer, Membership, Supplier, User
from marketplace.accounts.permissions import SYSTEM
from marketplace.catalogue.models import PriceChange, Product, ProductArea
from marketplace.extensions import db
from marketplace.ledger.leaves import canonical
from marketplace.ledger.models import LedgerEntry
from marketplace.ledger.services import Fact
from marketplace.purchasing.models import (
    Amendment,
    Assessment,
    CartLine,
    Complaint,
    DocumentCounter,
    Offer,
    Order,
    OrderDocument,
    OrderLine,
    OrderNote,
    PlanPackage,
)
from marketplace.purchasing.services import (
    amendments,
    assessments,
    bills,
    complaints,
    deliveries,
    handovers,
    inspections,
    orders,
    payments,
    placing,
    requests,
    stops,
)
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.simulation import history, journeys
from marketplace.simulation.archive import Archive
from marketplace.simulation.calendar import milliseconds
from marketplace.simulation.cast import Item, Person, Shop, Unit
from marketplace.simulation.demand import Intent
from marketplace.simulation.journeys import FILE_COMPLAINT, RESOLVE_COMPLAINT
from marketplace.simulation.plans import Package, PlanBook
from marketplace.simulation.playback import Playback
from marketplace.simulation.played import PlayedOrder
from marketplace.simulation.randomness import stream
from marketplace.simulation.shopping import Shopper
from tests.factories import actor

START = datetime(2023, 3, 6, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONG = [
    A.SEND_RFQ, A.OFFER, A.COUNTER, A.OFFER, A.PROPOSE, A.SUBMIT, A.APPROVE, A.ISSUE, A.ACCEPT, A.START,
    A.PROPOSE_AMENDMENT, A.AGREE_AMENDMENT, A.DESPATCH, A.RECEIVE_PART, A.DESPATCH, A.RECEIVE, A.FIND_DEFECT,
    A.DISPUTE, A.SETTLE, A.CUT_PRICE, A.AGREE_CUT, A.HAND_OVER, FILE_COMPLAINT, RESOLVE_COMPLAINT, A.BILL,
    A.RETURN_BILL, A.BILL, A.VERIFY_BILL, A.AUTHORISE_PAYMENT, A.FAIL_PAYMENT, A.RETRY_PAYMENT, A.PAY, A.PAY_OUT,
    A.REQUEST_ASSESSMENT, A.ASSESS,
]  # fmt: skip
PLAIN = [
    A.SUBMIT, A.APPROVE, A.ISSUE, A.ACCEPT, A.DESPATCH, A.RECEIVE, A.FIND_DEFECT, A.SEND_BACK, A.DESPATCH, A.RECEIVE,
    A.INSPECT, A.HAND_OVER, A.BILL, A.VERIFY_BILL, A.AUTHORISE_PAYMENT, A.PAY, A.PAY_OUT, A.REQUEST_ASSESSMENT,
    A.CLOSE_UNASSESSED,
]  # fmt: skip
BROKEN = [A.SUBMIT, A.APPROVE, A.ISSUE, A.ACCEPT, A.START, A.TERMINATE]
REFUSED = [A.SUBMIT, A.APPROVE, A.ISSUE, A.REFUSE]
DROPPED = [A.SEND_RFQ, A.OFFER, A.CANCEL]
IGNORED = {"id", "once_key", "group_key", "order_id", "once"}
ROWS = (Order, OrderLine, OrderDocument, Offer, OrderNote, Assessment, Complaint, Amendment, DocumentCounter)


@dataclass
class Played:
    """What the simulation made of the plan."""

    order: PlayedOrder
    steps: list[tuple[Any, datetime, list[Fact]]]
    archive: Archive


@pytest.mark.parametrize(
    "steps", [LONG, PLAIN, BROKEN, REFUSED, DROPPED], ids=["long", "plain", "broken", "refused", "dropped"]
)
def test_services_and_simulation_tell_the_same_story(app: Flask, steps: list[Any]) -> None:
    package = db.session.scalars(select(PlanPackage).join(Buyer).where(Buyer.code == "3573-KEL-SUKUN")).one()
    shelf_before = {p.id: (p.stock, p.sold_count) for p in db.session.scalars(select(Product))}
    played = play(steps, package)
    first = db.session.scalar(select(func.coalesce(func.max(LedgerEntry.index), -1))) + 1
    perform(played, package)
    db.session.flush()
    db.session.expire_all()
    assert recorded(first) == [told(fact) for _, _, facts in played.steps for fact in facts]
    for model in ROWS:
        assert stored(model) == written(model, played), model.__name__
    assert (package.held_idr, package.posted_idr) == (played.order.package.held, played.order.package.posted)
    for product in db.session.scalars(select(Product)):
        stock, sold = shelf_before[product.id]
        assert product.sold_count == sold + played.archive.sold[product.id]
        if stock is not None:
            assert product.stock == stock - played.archive.stock_taken[product.id]


def play(steps: list[Any], package: PlanPackage) -> Played:
    """The plan through the simulation's own machinery, on the test's cast."""
    people = {person.username: as_person(person) for person in db.session.scalars(select(User))}
    unit, shop = as_unit(people), as_shop(people)
    item = as_item(shop)
    times = [milliseconds(START + HOUR * 6 * n) for n in range(1, len(steps) + 1)]
    if steps[-1] == A.CLOSE_UNASSESSED:
        times[-1] = times[-2] + 30 * 86_400_000
    if A.REQUEST_ASSESSMENT in steps:
        n = steps.index(A.REQUEST_ASSESSMENT)
        times[n] = times[n - 1]
    journey = journeys.Journey(list(steps), [1.0] * len(steps), 0)
    intent = Intent(unit, shop, "03", 1_000_000.0, journey, milliseconds(START), times, A.SEND_RFQ in steps, True,
                    "", [(item, 20)], "TD-2023-000001")  # fmt: skip
    book = PlanBook(stream(1, "plans"))
    plan = book.package(unit, 2023, "03")
    plan.id, plan.rup_code, plan.account_code = package.id, package.rup_code, package.account_code
    order = Shopper(book, stream(1, "shopping"), {}, 1e9).fill(intent)
    order.compared_count, order.is_cheapest, order.reason_not_cheapest = 1, True, None
    order.needed_on = date(2023, 3, 10)
    history._finish(order, 1)
    archive = Archive()
    stage = Playback(archive, {item.id: item}, people["platform"], {"35.73": people["admin.malang"]})
    told_steps = []
    for step, at_ms in zip(steps, times, strict=True):
        now = datetime.fromtimestamp(at_ms / 1000, UTC)
        told_steps.append((step, now, history.PERFORMERS[step](stage, order, now)))
    assert isinstance(plan, Package)
    return Played(order, told_steps, archive)


def perform(played: Played, package: PlanPackage) -> None:
    """The same plan through the services, by the people involved; what was chosen is read off the played facts."""
    order = place(played, package)
    offers = iter(played.archive.offers)
    notes = iter(played.archive.notes)
    last: Complaint | None = None
    for step, now, told_facts in played.steps:
        facts = told_facts[0].facts
        who = by(told_facts[0])
        match step:
            case A.SEND_RFQ:
                requests.send_rfq(order, actor=who, now=now)
            case A.OFFER | A.COUNTER:
                made = next(offers)
                prices = {line["line"]: line["unit_price_net_idr"] for line in made[5]}
                answer = requests.make_offer if step == A.OFFER else requests.counter_offer
                answer(order, actor=who, now=now, prices=prices, shipping_net_idr=made[7], lead_days=made[8])
            case A.PROPOSE:
                requests.propose_order(order, actor=who, now=now)
            case A.SUBMIT:
                orders.submit_order(order, actor=who, now=now)
            case A.APPROVE:
                orders.approve(order, actor=who, now=now)
            case A.ISSUE:
                orders.issue_order(order, actor=who, now=now)
            case A.ACCEPT:
                orders.accept(order, actor=who, now=now)
            case A.REFUSE:
                orders.refuse(order, actor=who, now=now, reason=facts["reason"])
            case A.CANCEL:
                orders.cancel(order, actor=who, now=now, reason=facts["reason"])
            case A.START:
                orders.start(order, actor=who, now=now)
            case A.PROPOSE_AMENDMENT:
                reason = played.archive.amendments[0][5]
                amendments.propose_amendment(order, actor=who, now=now, due_on=date.fromisoformat(facts["due_on"]),
                                             reason=reason)  # fmt: skip
            case A.AGREE_AMENDMENT:
                amendments.agree_amendment(order, actor=who, now=now)
            case A.DESPATCH:
                deliveries.despatch(order, actor=who, now=now, quantities=pairs(facts))
            case A.RECEIVE_PART | A.RECEIVE:
                deliveries.record_receipt(order, actor=who, now=now, quantities=pairs(facts))
            case A.INSPECT:
                inspections.inspect(order, actor=who, now=now)
            case A.FIND_DEFECT:
                inspections.find_defect(order, actor=who, now=now, accepted=pairs(facts), defect=facts["defect"],
                                        note=next(notes)[5])  # fmt: skip
            case A.SEND_BACK:
                inspections.send_back(order, actor=who, now=now)
            case A.CUT_PRICE:
                inspections.cut_price(order, actor=who, now=now, prices=pairs(facts))
            case A.AGREE_CUT:
                inspections.agree_price_cut(order, actor=who, now=now)
            case A.DISPUTE:
                last = complaints.dispute(order, actor=who, now=now, text=next(notes)[5])
            case A.SETTLE:
                complaints.settle(order, actor=who, now=now, note=next(notes)[5])
            case A.HAND_OVER:
                handovers.hand_over(order, actor=who, now=now)
            case _ if step == FILE_COMPLAINT:
                text = played.archive.complaints[-1][3]
                last = complaints.file_complaint(order, actor=who, now=now, kind=facts["kind"], text=text)
            case _ if step == RESOLVE_COMPLAINT:
                assert last is not None
                complaints.resolve_complaint(last, order, actor=who, now=now)
            case A.BILL:
                bills.bill(order, actor=who, now=now)
            case A.RETURN_BILL:
                bills.return_bill(order, actor=who, now=now, note=next(notes)[5])
            case A.VERIFY_BILL:
                bills.verify_bill(order, actor=who, now=now)
            case A.AUTHORISE_PAYMENT:
                payments.authorise_payment(order, actor=who, now=now)
            case A.FAIL_PAYMENT:
                payments.fail_payment(order, actor=who, now=now, reason=facts["reason"])
            case A.RETRY_PAYMENT:
                payments.retry_payment(order, actor=who, now=now)
            case A.PAY:
                payments.pay(order, actor=who, now=now, reference=facts["reference"])
            case A.PAY_OUT:
                payments.pay_out(order, actor=who, now=now)
            case A.REQUEST_ASSESSMENT:
                pass  # the pay-out asks for it in the same moment
            case A.ASSESS:
                given = played.archive.assessments[0]
                assessments.assess(order, actor=who, now=now, marks=given[2:6], comment=given[6])
                if len(played.archive.assessments) > 1:
                    rating = played.archive.assessments[1]
                    assessments.rate_buyer(order, actor=actor("atk"), now=rating[8], marks=rating[2:6])
            case A.CLOSE_UNASSESSED:
                assessments.close_unassessed(order, now=now)
            case A.TERMINATE:
                stops.terminate(order, actor=who, now=now, note=next(notes)[5])


def place(played: Played, package: PlanPackage) -> Order:
    """The draft, with the words the simulation chose."""
    official, wanted = actor("pp.sukun"), played.order
    for line in wanted.lines:
        version = db.session.get_one(Product, line.product_id).version
        db.session.add(CartLine(user_id=official.user_id, buyer_id=wanted.buyer_id, product_id=line.product_id,
                                product_version=version, quantity=line.quantity, added_at=START))  # fmt: skip
    db.session.flush()
    details = placing.OrderDetails(
        needed_on=date(2023, 3, 10), delivery_address=wanted.delivery_address,
        delivery_region_code=wanted.delivery_region_code, recipient_name=wanted.recipient_name,
        title=wanted.title, purpose=wanted.purpose, payment_path=wanted.payment_path,
        payment_term_days=wanted.payment_term_days,
    )  # fmt: skip
    (order,) = placing.place_orders_from_cart(
        official, buyer_id=wanted.buyer_id, package_id=package.id, details=details, once_key="same-path",
        now=START, intent=placing.Intent.DRAFT,
    )  # fmt: skip
    db.session.flush()
    return order


def by(fact: Fact) -> Any:
    if fact.actor is None:
        return SYSTEM
    return actor(db.session.scalars(select(User.username).where(User.commitment == fact.actor)).one())


def pairs(facts: Any) -> dict[int, int]:
    return dict(facts["lines"])


def told(fact: Fact) -> tuple[Any, ...]:
    return (
        fact.kind, fact.occurred_at, fact.order_number, fact.from_status, fact.to_status, fact.actor_role, fact.actor,
        fact.region_code, fact.buyer_code, fact.supplier_code, fact.amount_idr, canonical(fact.facts),
    )  # fmt: skip


def recorded(first: int) -> list[tuple[Any, ...]]:
    entries = db.session.scalars(select(LedgerEntry).where(LedgerEntry.index >= first).order_by(LedgerEntry.index))
    return [
        (
            e.kind, e.occurred_at, e.order_number, e.from_status, e.to_status, e.actor_role, e.actor, e.region_code,
            e.buyer_code, e.supplier_code, e.amount_idr, e.facts,
        )
        for e in entries
    ]  # fmt: skip


def stored(model: Any) -> list[dict[str, Any]]:
    columns = [c for c in model.__table__.columns if c.key not in IGNORED | {"respond_by", "entry_index"}]
    result = db.session.execute(select(*columns).order_by(*model.__table__.primary_key.columns))
    return [dict(zip([c.key for c in columns], row, strict=True)) for row in result]


def written(model: Any, played: Played) -> list[dict[str, Any]]:
    """The rows the simulation would store, with what the database adds by itself."""
    defaults = {
        c.key: c.default.arg for c in model.__table__.columns if c.default is not None and c.default.is_scalar
    }
    for table, columns, found in played.archive.tables([played.order], []):
        if table is model.__table__:
            made = [{**defaults, **dict(zip(columns, row, strict=True))} for row in found]
            keys = {c.key for c in table.columns} - IGNORED - {"respond_by", "entry_index"}
            return [{key: row.get(key) for key in keys} for row in ordered(made, table)]
    raise LookupError(model)


def ordered(made: list[dict[str, Any]], table: Any) -> list[dict[str, Any]]:
    keys = [c.key for c in table.primary_key.columns if c.key not in ("id",)]
    return sorted(made, key=lambda row: tuple(row[key] for key in keys)) if keys else made


def as_person(user: User) -> Person:
    return Person(user.id, user.public_id, user.username, user.name, user.position or "", user.salt or b"",
                  user.commitment)  # fmt: skip


def as_unit(people: dict[str, Person]) -> Unit:
    buyer = db.session.scalars(select(Buyer).where(Buyer.code == "3573-KEL-SUKUN")).one()
    return Unit(buyer.id, buyer.code, buyer.document_code, buyer.name, buyer.short_name, buyer.kind, None,
                buyer.region_code, None, buyer.address, 1.0, people["pp.sukun"], people["ppk.sukun"],
                people["bendahara.sukun"], people["kpa.sukun"])  # fmt: skip


def as_shop(people: dict[str, Person]) -> Shop:
    shop = db.session.scalars(select(Supplier).where(Supplier.name == "UD Pena Jaya")).one()
    owner = db.session.scalars(
        select(User.username).join(Membership, Membership.user_id == User.id).where(Membership.supplier_id == shop.id)
    ).first()
    return Shop(shop.id, shop.code, shop.name, shop.legal_form, shop.business_class, shop.is_pkp, shop.region_code,
                None, shop.address, ("03",), list(shop.kbli), shop.shipping_local_idr, shop.shipping_other_idr, 0, True,
                1.0, people[str(owner)])  # fmt: skip


def as_item(shop: Shop) -> Item:
    product = db.session.scalars(select(Product).where(Product.name == "Kertas HVS A4 70 gram")).one()
    prices = db.session.execute(
        select(PriceChange.changed_at, PriceChange.unit_price_net_idr).where(PriceChange.product_id == product.id)
    ).all()
    areas = db.session.scalars(select(ProductArea.region_code).where(ProductArea.product_id == product.id)).all()
    return Item(product.id, shop, product.category_code, product.name, product.unit,
                [(milliseconds(at), price) for at, price in prices], product.tax_class, False, product.min_order,
                product.stock or 0, product.lead_days, product.weight_g, product.domestic_status,
                product.tkdn_percent, tuple(areas), 0)  # fmt: skip
