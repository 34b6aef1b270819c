"""Sanctions on suppliers: imposed by the KPA or the region, they end by themselves and never stop a running order."""

from datetime import datetime, timedelta
from enum import StrEnum

from marketplace.accounts.models import Sanction, Supplier
from marketplace.accounts.permissions import Actor, Permission, Target
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.purchasing.errors import AlreadySanctioned, BadChoice, NotAllowed
from marketplace.purchasing.models import Order
from marketplace.purchasing.queries import sanctions_after
from marketplace.purchasing.services.desk import required_text
from marketplace.values.period import local_day, timezone_of


class SanctionKind(StrEnum):
    WARNING = "teguran"
    SUSPENSION = "suspensi_6_bulan"  # breach of a Surat Pesanan (R22)
    DELISTING = "turun_tayang_1_tahun"
    BLACKLIST_ONE_YEAR = "daftar_hitam_1_tahun"
    BLACKLIST_TWO_YEARS = "daftar_hitam_2_tahun"


DAYS = {
    SanctionKind.SUSPENSION: 183,
    SanctionKind.DELISTING: 365,
    SanctionKind.BLACKLIST_ONE_YEAR: 365,
    SanctionKind.BLACKLIST_TWO_YEARS: 730,
}
RULE_OF = {
    SanctionKind.SUSPENSION: "R22",
    SanctionKind.DELISTING: "R22",
    SanctionKind.BLACKLIST_ONE_YEAR: "R23",
    SanctionKind.BLACKLIST_TWO_YEARS: "R23",
}


def impose_sanction(
    order: Order, kind: str, *, actor: Actor, now: datetime, reason: str
) -> Sanction:  # fmt: skip
    """The KPA of the unit or the head of the region sanctions a supplier for what it did on one order (R22, R23)."""
    if kind not in set(SanctionKind):
        raise BadChoice(field="kind")
    role = actor.role_for(Permission.SANCTION_IMPOSE, Target(order.buyer_id, order.supplier_id, order.region_code))
    if role is None:
        raise NotAllowed(action="sanction")
    if sanctions_after(order):
        raise AlreadySanctioned()
    chosen = SanctionKind(kind)
    days = DAYS.get(chosen)
    sanction = Sanction(
        supplier_id=order.supplier_id, kind=chosen, order_number=order.number,
        reason=required_text(reason, "reason").strip()[:300], starts_at=now,
        ends_at=now + timedelta(days=days) if days else None,
    )  # fmt: skip
    db.session.add(sanction)
    supplier = db.session.get_one(Supplier, order.supplier_id)
    told = {"kind": chosen.value, "rule": RULE_OF.get(chosen, "R24")}
    if sanction.ends_at:
        told["until"] = local_day(sanction.ends_at, timezone_of(order.region_code)).isoformat()
    ledger.record(
        ledger.Fact("sanction.imposed", now, order_number=order.number, actor_role=role, actor=actor.commitment,
                    region_code=supplier.region_code, supplier_code=supplier.code, facts=told)
    )  # fmt: skip
    return sanction
