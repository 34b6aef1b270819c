"""Refusals and warnings as the callouts of a page: the rule behind them, its source, and the way out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from marketplace.accounts.models import Supplier
from marketplace.extensions import db
from marketplace.purchasing import rules
from marketplace.purchasing.errors import PurchasingError
from marketplace.purchasing.messages import sentence
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.purchasing.rules import Finding
from marketplace.purchasing.services import checks
from marketplace.web.filters import rupiah
from marketplace.web.now import world_now


@dataclass(frozen=True, slots=True)
class Notice:
    title: str
    text: str
    tone: str = "warn"
    rule: str | None = None
    source: str | None = None
    way_out: str = ""


def notices_for(error: PurchasingError) -> list[Notice]:
    """What stands behind a refusal: its rule with source and way out; unanswered warnings one by one."""
    if findings := error.values.get("findings"):
        return warnings(findings)
    return [blocked(error)] if error.rule else []


def blocked(error: PurchasingError) -> Notice:
    """A block: what is refused, and the rule's way out."""
    if error.rule is None:
        return Notice(gettext("Belum dapat dilanjutkan"), sentence(error), "stop")
    rule = rules.rule(error.rule)
    return Notice(gettext(rule.title), sentence(error), "stop", rule.id, source_words(rule), gettext(rule.way_out))


def findings_on(order: Order) -> list[Finding]:
    """What submitting this draft would raise today."""
    package = db.session.get_one(PlanPackage, order.package_id)
    shop = db.session.get_one(Supplier, order.supplier_id)
    return checks.findings(order, package=package, business_class=shop.business_class, now=world_now())


def warnings(findings: Iterable[Finding]) -> list[Notice]:
    """Warnings: the rule's sentence made concrete with what was found."""
    return [_warning(finding) for finding in findings]


def _warning(finding: Finding) -> Notice:
    rule = rules.rule(finding.rule)
    text = " ".join(filter(None, (gettext(rule.sentence), _found(finding.values))))
    return Notice(gettext(rule.title), text, "warn", rule.id, source_words(rule), gettext(rule.way_out))


def _found(values: dict[str, Any]) -> str:
    if "together_idr" in values:
        together: str = gettext(
            "Bersama %(count)s pesanan dalam 14 hari nilainya %(together)s; batasnya %(limit)s.",
            count=values["count"],
            together=rupiah(values["together_idr"]),
            limit=rupiah(values["limit_idr"]),
        )
        return together
    if "products" in values:
        return str(gettext("Yang dimaksud: %(products)s.", products=", ".join(values["products"])))
    return ""


def source_words(rule: rules.Rule) -> str:
    """Where a rule comes from; what is no law says so."""
    return rule.source if rule.is_law else gettext("aturan simulasi")
