"""How orders end before their time, and what people complain about on the way: refusals, stops, sanctions."""

from datetime import datetime, timedelta

from marketplace.ledger.services import Fact
from marketplace.purchasing import facts, pricing
from marketplace.purchasing.facts import Details
from marketplace.purchasing.models import Side
from marketplace.purchasing.services.complaints import OPEN, RESOLVED
from marketplace.purchasing.services.sanctions import DAYS, RULE_OF, SanctionKind
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.simulation import words
from marketplace.simulation.journeys import FILE_COMPLAINT, IMPOSE_SANCTION, RESOLVE_COMPLAINT, Step
from marketplace.simulation.playback import (
    BY_SYSTEM,
    KPA,
    OWNER,
    PP,
    PPK,
    By,
    Performer,
    Playback,
    day_of,
    seller,
)
from marketplace.simulation.played import PlayedOrder

Facts = list[Fact]


def decline_rfq(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    return [stage.step(order, A.DECLINE_RFQ, seller(order), now, _reason(order, "declined"))]


def expire_rfq(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    return [stage.step(order, A.EXPIRE_RFQ, BY_SYSTEM, now, facts.reason("penyedia_tidak_menanggapi"))]


def disapprove(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    stage.give_back(order)
    order.closed_at = now
    return [stage.step(order, A.DISAPPROVE, (order.committer, PPK), now, _reason(order, "disapproved"))]


def refuse(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    stage.give_back(order)
    return [stage.step(order, A.REFUSE, seller(order), now, _reason(order, "refused"))]


def expire_issue(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    stage.give_back(order)
    return [stage.step(order, A.EXPIRE_ISSUE, BY_SYSTEM, now, facts.reason("penyedia_tidak_menanggapi"))]


def cancel(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    stage.give_back(order)
    order.closed_at = now
    how = "too_dear" if order.offered else "withdrawn"
    return [stage.step(order, A.CANCEL, (order.official, PP), now, _reason(order, how))]


def request_stop(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    order.stop_asked_by = Side.BUYER.value
    return [stage.step(order, A.REQUEST_STOP, (order.committer, PPK), now, _reason(order, "stopped"))]


def stop(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    return [_end(stage, order, A.STOP, seller(order), now, facts.reason("kebutuhan_berubah"))]


def terminate(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    by = (order.committer, PPK)
    stage.note(order, A.TERMINATE, by, now, order.rng.choice(words.TERMINATIONS))
    return [_end(stage, order, A.TERMINATE, by, now, facts.reason("penyedia_wanprestasi"))]


def close_year(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    stage.give_back(order)
    order.closed_at = now
    return [stage.step(order, A.CLOSE_YEAR, BY_SYSTEM, now, facts.reason("akhir_tahun_anggaran"))]


def impose_sanction(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    """The KPA suspends a shop that left an office waiting (R22)."""
    kind = SanctionKind.SUSPENSION
    ends = now + timedelta(days=DAYS[kind])
    stage.archive.sanctions.append((order.supplier_id, kind.value, order.number, words.SANCTIONS[0], now, ends))
    told = {"kind": kind.value, "rule": RULE_OF[kind], "until": day_of(ends).isoformat()}
    return [Fact("sanction.imposed", now, order_number=order.number, actor_role=KPA, actor=order.holder.commitment,
                 region_code=order.shop.region, supplier_code=order.shop.code, facts=told)]  # fmt: skip


def file_complaint(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    kind = "terlambat" if order.late_days else order.rng.choice(list(words.COMPLAINTS))
    side = Side.SUPPLIER if kind == "belum_dibayar" else Side.BUYER
    by: By = (order.shop.owner, OWNER) if side is Side.SUPPLIER else (order.official, PP)
    return [complain(stage, order, kind, side, by, words.COMPLAINTS[kind], OPEN, now)]


def resolve_complaint(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    by: By = (order.shop.owner, OWNER) if order.complaint[2] else (order.official, PP)
    return [solve(order, by, now)]


def _end(stage: Playback, order: PlayedOrder, action: A, by: By, now: datetime, details: Details) -> Fact:
    """Of an order that stops early only what has arrived can still be paid for."""
    stage.hold_only(order, min(order.held_idr, pricing.gross_of_received(order)))
    stage.release_goods(order, {line.product_id: line.quantity - line.received for line in order.lines})
    if not any(line.received for line in order.lines):
        order.closed_at = now
    fact = stage.step(order, action, by, now, details)
    order.stopped_as = order.status
    return fact


def _reason(order: PlayedOrder, how: str) -> Details:
    return facts.reason(order.rng.choice(words.REASONS[how]))


def complain(stage: Playback, order: PlayedOrder, kind: str, side: Side, by: By, text: str, status: str,
          now: datetime) -> Fact:  # fmt: skip
    order.complaint = [order.id, kind, side is Side.SUPPLIER, text, status, now, None]
    stage.archive.complaints.append(order.complaint)
    return _told("complaint.filed", order, by, now, kind, side)


def solve(order: PlayedOrder, by: By, now: datetime) -> Fact:
    complaint = order.complaint
    complaint[4], complaint[6] = RESOLVED, now
    side = Side.SUPPLIER if complaint[2] else Side.BUYER
    days = (day_of(now) - day_of(complaint[5])).days
    return _told("complaint.resolved", order, by, now, complaint[1], side, days=days)


def _told(what: str, order: PlayedOrder, by: By, now: datetime, kind: str, side: Side, **more: int) -> Fact:
    parties = order.parties
    return Fact(what, now, order_number=order.number, actor=by[0].commitment if by[0] else None,
                region_code=parties.region_code, buyer_code=parties.buyer_code, supplier_code=parties.supplier_code,
                facts={"kind": kind, "by": side.value, **more})  # fmt: skip


ENDINGS: dict[Step, Performer] = {
    A.DECLINE_RFQ: decline_rfq, A.EXPIRE_RFQ: expire_rfq, A.DISAPPROVE: disapprove, A.REFUSE: refuse,
    A.EXPIRE_ISSUE: expire_issue, A.CANCEL: cancel, A.REQUEST_STOP: request_stop, A.STOP: stop,
    A.TERMINATE: terminate, A.CLOSE_YEAR: close_year, FILE_COMPLAINT: file_complaint,
    RESOLVE_COMPLAINT: resolve_complaint, IMPOSE_SANCTION: impose_sanction,
}  # fmt: skip
