"""Orders at any status, driven there by the services as people would; `factories.order_at` is the way in."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import Buyer
from marketplace.accounts.permissions import SYSTEM, Actor
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.purchasing import facts
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.purchasing.services import (
    amendments,
    assessments,
    bills,
    carts,
    complaints,
    deliveries,
    drafts,
    handovers,
    inspections,
    means,
    orders,
    payments,
    placing,
    requests,
    stops,
    timers,
)
from marketplace.purchasing.states import advance
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S

Step = Callable[[Order, "People"], Any]
NEEDED_ON = date(2023, 9, 8)


class People:
    """Who acts on one order, by what they do; time goes on by an hour at each step."""

    def __init__(self, actor: Callable[[str], Actor], unit: str, shop: str, now: datetime) -> None:
        self.pp, self.ppk = actor(f"pp.{unit}"), actor(f"ppk.{unit}")
        self.kpa, self.treasurer = actor(f"kpa.{unit}"), actor(f"bendahara.{unit}")
        self.shop, self.mediator = actor(shop), actor("admin.malang")
        self.now = now

    def at(self, actor: Actor) -> dict[str, Any]:
        self.now += timedelta(hours=1)
        return {"actor": actor, "now": self.now}


def place(people: People, *, unit_code: str, product: str, quantity: int, intent: placing.Intent, key: str) -> Order:
    """One product, one shop, one order."""
    buyer = db.session.scalars(select(Buyer).where(Buyer.code == unit_code)).one()
    package = db.session.scalars(select(PlanPackage).where(PlanPackage.buyer_id == buyer.id)).first()
    wanted = db.session.scalars(select(Product).where(Product.name == product)).one()
    carts.add_to_cart(people.pp, buyer_id=buyer.id, product_id=wanted.id, quantity=quantity, now=people.now)
    details = placing.OrderDetails(
        needed_on=NEEDED_ON, delivery_address="Jl. Contoh 1", delivery_region_code=buyer.region_code,
        recipient_name="Penerima", purpose="Kegiatan kantor",
        reasons=dict.fromkeys(("R04", "R04a", "R08", "R09"), "sudah ditimbang"),
    )  # fmt: skip
    (order,) = placing.place_orders_from_cart(
        people.pp, buyer_id=buyer.id, package_id=package.id, details=details, once_key=key, now=people.now,
        intent=intent,
    )  # fmt: skip
    return order


def run_due(now: datetime) -> int:
    """Every deadline that has run out acts now, each in a transaction of its own; returns how many did."""
    done = 0
    while timers.run_next(now):
        db.session.commit()
        done += 1
    db.session.commit()
    return done


def expire(action: A) -> Step:
    def step(order: Order, people: People) -> None:
        people.now += timedelta(days=10)
        means.give_back(order)
        advance(order, action, SYSTEM, people.now, details=facts.reason("penyedia_tidak_menanggapi"))

    return step


def compare(o: Order, p: People) -> None:
    drafts.compare_offers(o, product_ids=(), **p.at(p.pp))


def submit(o: Order, p: People) -> None:
    orders.submit_order(o, reasons=dict.fromkeys(("R04", "R04a", "R08", "R09"), "ya"), **p.at(p.pp))


def offer(o: Order, p: People) -> None:
    requests.make_offer(
        o, prices={1: o.lines[0].list_price_net_idr - 1_000}, shipping_net_idr=10_000, lead_days=2, **p.at(p.shop)
    )


def counter(o: Order, p: People) -> None:
    requests.counter_offer(
        o, prices={1: o.lines[0].list_price_net_idr - 2_000}, shipping_net_idr=0, lead_days=2, **p.at(p.pp)
    )


def decline_rfq(o: Order, p: People) -> None:
    requests.decline_rfq(o, reason="stok_habis", **p.at(p.shop))


def propose(o: Order, p: People) -> None:
    requests.propose_order(o, **p.at(p.pp))


def send_back_order(o: Order, p: People) -> None:
    orders.return_order(o, note="kurangi", **p.at(p.ppk))


def disapprove(o: Order, p: People) -> None:
    orders.disapprove(o, reason="anggaran_berubah", **p.at(p.ppk))


def approve(o: Order, p: People) -> None:
    orders.approve(o, **p.at(p.ppk))


def issue(o: Order, p: People) -> None:
    orders.issue_order(o, **p.at(p.ppk))


def accept(o: Order, p: People) -> None:
    orders.accept(o, **p.at(p.shop))


def refuse(o: Order, p: People) -> None:
    orders.refuse(o, reason="stok_habis", **p.at(p.shop))


def start(o: Order, p: People) -> None:
    orders.start(o, **p.at(p.shop))


def cancel(o: Order, p: People) -> None:
    orders.cancel(o, reason="kebutuhan_berubah", **p.at(p.pp))


def amend(o: Order, p: People) -> None:
    amendments.propose_amendment(o, due_on=NEEDED_ON + timedelta(days=5), reason="bahan terlambat", **p.at(p.shop))


def despatch(o: Order, p: People) -> None:
    deliveries.despatch(o, **p.at(p.shop))


def perform(o: Order, p: People) -> None:
    deliveries.perform(o, **p.at(p.shop))


def receive(o: Order, p: People) -> None:
    deliveries.record_receipt(o, **p.at(p.pp))


def receive_part(o: Order, p: People) -> None:
    deliveries.record_receipt(o, quantities={1: 1}, **p.at(p.pp))


def inspect(o: Order, p: People) -> None:
    inspections.inspect(o, **p.at(p.ppk))


def find_defect(o: Order, p: People) -> None:
    inspections.find_defect(
        o, accepted={1: o.lines[0].received - 1}, defect="rusak", note="satu rusak", **p.at(p.ppk)
    )


def return_goods(o: Order, p: People) -> None:
    inspections.send_back(o, **p.at(p.ppk))


def ask_repair(o: Order, p: People) -> None:
    inspections.ask_repair(o, **p.at(p.ppk))


def cut_price(o: Order, p: People) -> None:
    inspections.cut_price(o, prices={1: o.lines[0].unit_price_net_idr // 2}, **p.at(p.ppk))


def agree_cut(o: Order, p: People) -> None:
    inspections.agree_price_cut(o, **p.at(p.shop))


def dispute(o: Order, p: People) -> None:
    complaints.dispute(o, text="tidak setuju", **p.at(p.shop))


def settle(o: Order, p: People) -> None:
    complaints.settle(o, note="sepakat", **p.at(p.mediator))


def hand_over(o: Order, p: People) -> None:
    handovers.hand_over(o, **p.at(p.ppk))


def bill(o: Order, p: People) -> None:
    bills.bill(o, **p.at(p.shop))


def return_bill(o: Order, p: People) -> None:
    bills.return_bill(o, note="stempel", **p.at(p.treasurer))


def verify(o: Order, p: People) -> None:
    bills.verify_bill(o, **p.at(p.treasurer))


def authorise(o: Order, p: People) -> None:
    payments.authorise_payment(o, **p.at(p.kpa))


def pay(o: Order, p: People) -> None:
    payments.pay(o, reference="NPD-001", **p.at(p.treasurer))


def fail_payment(o: Order, p: People) -> None:
    payments.fail_payment(o, reason="dana_tidak_tersedia", **p.at(p.treasurer))


def give_up(o: Order, p: People) -> None:
    payments.give_up_payment(o, **p.at(p.treasurer))


def pay_out(o: Order, p: People) -> None:
    payments.pay_out(o, **p.at(SYSTEM))


def assess(o: Order, p: People) -> None:
    assessments.assess(o, marks=(3, 2, 3, 2), **p.at(p.ppk))


def ask_stop(o: Order, p: People) -> None:
    stops.request_stop(o, reason="kebutuhan_berubah", **p.at(p.ppk))


def agree_stop(o: Order, p: People) -> None:
    stops.agree_stop(o, **p.at(p.shop))


def terminate(o: Order, p: People) -> None:
    stops.terminate(o, note="tidak dikirim", **p.at(p.ppk))


# Where each path starts (how the cart was left) and the steps from there.
TO_APPROVAL: tuple[placing.Intent, tuple[Step, ...]] = (placing.Intent.SUBMIT, ())


def after(path: tuple[placing.Intent, tuple[Step, ...]], *steps: Step) -> tuple[placing.Intent, tuple[Step, ...]]:
    return path[0], (*path[1], *steps)


TO_RFQ = (placing.Intent.REQUEST, ())
TO_ISSUED = after(TO_APPROVAL, approve, issue)
TO_ACCEPTED = after(TO_ISSUED, accept)
TO_RECEIVED = after(TO_ACCEPTED, start, despatch, receive)
TO_DEFECT = after(TO_RECEIVED, find_defect)
TO_HANDED_OVER = after(TO_RECEIVED, inspect, hand_over)
TO_AWAITING_PAYMENT = after(TO_HANDED_OVER, bill, verify, authorise)
TO_PAID = after(TO_AWAITING_PAYMENT, pay)

PATHS: dict[S, tuple[placing.Intent, tuple[Step, ...]]] = {
    S.DRAFT: (placing.Intent.DRAFT, ()),
    S.COMPARED: (placing.Intent.DRAFT, (compare,)),
    S.RFQ_SENT: TO_RFQ,
    S.OFFER_RECEIVED: after(TO_RFQ, offer),
    S.NEGOTIATING: after(TO_RFQ, offer, counter),
    S.PROPOSED: after(TO_RFQ, offer, counter, offer, propose),
    S.AWAITING_APPROVAL: TO_APPROVAL,
    S.RETURNED: after(TO_APPROVAL, send_back_order),
    S.APPROVED: after(TO_APPROVAL, approve),
    S.ISSUED: TO_ISSUED,
    S.ACCEPTED: TO_ACCEPTED,
    S.IN_PROCESS: after(TO_ACCEPTED, start),
    S.AMENDING: after(TO_ACCEPTED, amend),
    S.DESPATCHED: after(TO_ACCEPTED, despatch),
    S.BEING_PERFORMED: after(TO_ACCEPTED, perform),
    S.PARTLY_RECEIVED: after(TO_ACCEPTED, despatch, receive_part),
    S.RECEIVED: TO_RECEIVED,
    S.INSPECTED: after(TO_RECEIVED, inspect),
    S.NONCONFORMING: TO_DEFECT,
    S.RETURNING: after(TO_DEFECT, return_goods),
    S.REPAIRING: after(TO_DEFECT, ask_repair),
    S.PRICE_CUT: after(TO_DEFECT, cut_price),
    S.DISPUTED: after(TO_DEFECT, dispute),
    S.HANDED_OVER: TO_HANDED_OVER,
    S.BILLED: after(TO_HANDED_OVER, bill),
    S.BILL_RETURNED: after(TO_HANDED_OVER, bill, return_bill),
    S.VERIFIED: after(TO_HANDED_OVER, bill, verify),
    S.AWAITING_PAYMENT: TO_AWAITING_PAYMENT,
    S.PAYMENT_FAILED: after(TO_AWAITING_PAYMENT, fail_payment),
    S.PAID: TO_PAID,
    S.AWAITING_ASSESSMENT: after(TO_PAID, pay_out),
    S.COMPLETED: after(TO_PAID, pay_out, assess),
    S.CANCELLED: after(TO_APPROVAL, cancel),
    S.DISAPPROVED: after(TO_APPROVAL, disapprove),
    S.RFQ_DECLINED: after(TO_RFQ, decline_rfq),
    S.RFQ_EXPIRED: after(TO_RFQ, expire(A.EXPIRE_RFQ)),
    S.REFUSED: after(TO_ISSUED, refuse),
    S.ISSUE_EXPIRED: after(TO_ISSUED, expire(A.EXPIRE_ISSUE)),
    S.STOPPED: after(TO_ACCEPTED, despatch, receive_part, ask_stop, agree_stop),
    S.TERMINATED: after(TO_ACCEPTED, despatch, receive_part, terminate),
    S.FAILED: after(TO_AWAITING_PAYMENT, fail_payment, give_up),
    S.CLOSED_AT_YEAR_END: after(TO_ACCEPTED, expire(A.CLOSE_YEAR)),
}
