"""One order's history as releases: each holds everything known by then, so the last one is also the compiled one."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from marketplace.transparency.ocds.contents import Items, Json, money, prices
from marketplace.transparency.ocds.parties import Organisation, address, ocid
from marketplace.transparency.outcomes import OPENINGS
from marketplace.values.period import timezone_of

METHODS = {"langsung": "pembelian langsung", "negosiasi": "negosiasi"}
TO_DRAFT = "draf"


@dataclass(frozen=True, slots=True)
class Dossier:
    """An order with all its entries, and the names its codes stand for."""

    number: str
    buyer: Organisation
    supplier: Organisation
    regions: Mapping[str, str]
    categories: Mapping[str, str]
    page: str  # address of the order's public page
    steps: tuple[Any, ...]  # in log order, from the first; each with kind, occurred_at, amount_idr and facts


@dataclass(frozen=True, slots=True)
class Release:
    """A release and the entry it stands for."""

    entry: int
    document: Json


def releases_of(dossier: Dossier, wanted: frozenset[int] | None = None) -> Iterator[Release]:
    """A release for each entry that changes something public; `wanted` entries only, if named."""
    process = Process(dossier)
    for sequence, step in enumerate(dossier.steps, start=1):
        tags = process.take(step)
        if tags and (wanted is None or step.index in wanted):
            yield Release(step.index, process.release(f"{dossier.number}-{sequence:03}", tags))


def compiled(last: Json) -> Json:
    """What merging all releases comes to: the last, which holds all sections in full."""
    return last | {"id": f"{last['ocid']}-{last['date']}", "tag": ["compiled"]}


class Process:
    """The state of one contracting process, brought along entry by entry. Nothing once said is taken away."""

    def __init__(self, dossier: Dossier) -> None:
        self.of = dossier
        self.zone = ZoneInfo(timezone_of(dossier.buyer.region_code))
        self.place = address(dossier.buyer.region_code, dossier.regions)
        self.listed, self.agreed = (Items(dossier.categories, self.place) for _ in range(2))
        self.planning: Json = {}
        self.tender: Json = {}
        self.awards: list[Json] = []
        self.contract: Json = {}
        self.milestones: dict[str, Json] = {}
        self.date = self.document = self.due = self.cut = ""
        self.returns = self.step_number = 0

    def take(self, step: Any) -> list[str]:
        """The tags of the release that the step makes; none where nothing public changes."""
        self.step_number += 1
        if step.kind not in OPENINGS and not self.tender:
            return []  # a draft is not public
        self.date = self._local(step.occurred_at)
        action = step.kind.removeprefix("order.")
        change = getattr(self, f"_{action}", None)
        tags: list[str] = change(step) if change else []
        return tags

    def release(self, name: str, tags: list[str]) -> Json:
        """Everything known now, as a document of its own."""
        found: Json = {
            "ocid": ocid(self.of.number),
            "id": name,
            "date": self.date,
            "tag": tags,
            "initiationType": "tender",
            "language": "id",
            "parties": self._parties(),
            "buyer": self.of.buyer.reference(),
            "planning": self.planning,
            "tender": self.tender,
        }
        if self.awards:
            found["awards"] = self.awards
        if self.contract:
            found["contracts"] = [self.contract]
        return deepcopy(found)

    # asking: planning and tender

    def _rfq_sent(self, step: Any) -> list[str]:
        return self._opened(step)

    def _submitted(self, step: Any) -> list[str]:
        """A submission ends a negotiation, or is itself the first the public hears of an order."""
        if self.tender and step.from_status != TO_DRAFT:
            self._agree(step.facts)
            return []
        return self._opened(step)

    def _opened(self, step: Any) -> list[str]:
        facts, again = step.facts, bool(self.tender)
        self.planning = {"budget": {"id": facts["rup_code"], "description": facts["account"]}}
        self.listed.set_lines(facts["lines"], "list", facts["shipping_net"])
        self._agree(facts)
        start = self.tender["tenderPeriod"]["startDate"] if again else self.date
        self.tender |= {
            "id": self.of.number,
            "title": facts["title"],
            "status": "complete" if self.awards else "active",
            "procuringEntity": self.of.buyer.reference(),
            "procurementMethod": "direct",
            "procurementMethodDetails": f"E-purchasing Toko Daring: {METHODS.get(facts['method'], facts['method'])}",
            "competitive": False,
            "value": money(facts["gross"]),
            "items": self.listed.as_list(),
            "tenderers": [self.of.supplier.reference()],
            "numberOfTenderers": 1,
            "tenderPeriod": self.tender.get("tenderPeriod", {}) | {"startDate": start},
        }
        return ["planningUpdate", "tenderUpdate"] if again else ["planning", "tender"]

    def _agree(self, facts: Mapping[str, Any]) -> None:
        self.agreed.set_lines(facts["lines"], "price", facts["shipping_net"])

    def _offered(self, step: Any) -> list[str]:
        return self._round(step, "Penawaran penyedia")

    def _countered(self, step: Any) -> list[str]:
        return self._round(step, "Tawaran balik pembeli")

    def _round(self, step: Any, who: str) -> list[str]:
        facts = step.facts
        self._amend(
            self.tender, f"{who}, putaran {facts['round']}", prices(facts["lines"], facts.get("shipping_net"))
        )
        return ["tenderUpdate"]

    def _rfq_declined(self, step: Any) -> list[str]:
        return self._tender_ended("unsuccessful", step)

    _rfq_expired = _rfq_declined

    def _disapproved(self, step: Any) -> list[str]:
        return self._tender_ended("cancelled", step)

    def _cancelled(self, step: Any) -> list[str]:
        return self._tender_ended("cancelled", step)

    def _tender_ended(self, status: str, step: Any) -> list[str]:
        """No award stands under a cancelled tender: after a refused Surat Pesanan it is unsuccessful."""
        self.tender["status"] = "unsuccessful" if self.awards else status
        self.tender["tenderPeriod"]["endDate"] = self.date
        self._amend(self.tender, "Berakhir tanpa Surat Pesanan", _reason(step))
        return ["tenderCancellation"]

    # promising: award and contract

    def _issued(self, step: Any) -> list[str]:
        self.document, self.due = step.facts["document"], self._end_of(step.facts["due_on"])
        self.tender["status"] = "complete"
        self.tender["tenderPeriod"]["endDate"] = self.date
        number = self.of.number if not self.awards else f"{self.of.number}-{len(self.awards) + 1}"
        self.awards.append(
            {
                "id": number,
                "title": self.tender["title"],
                "status": "pending",
                "date": self.date,
                "value": money(step.amount_idr),
                "suppliers": [self.of.supplier.reference()],
                "items": self.agreed.as_list(),
            }
        )
        return ["tenderUpdate", "award"]

    def _refused(self, step: Any) -> list[str]:
        return self._award_ended("unsuccessful", step)

    _issue_expired = _refused

    def _award_ended(self, status: str, step: Any) -> list[str]:
        self.awards[-1]["status"] = status
        self._amend(self.awards[-1], "Surat Pesanan tidak berlaku", _reason(step))
        return ["awardCancellation"]

    def _accepted(self, step: Any) -> list[str]:
        award = self.awards[-1]
        award["status"] = "active"
        self.contract = {
            "id": self.of.number,
            "awardID": award["id"],
            "title": award["title"],
            "status": "active",
            "period": {"startDate": self.date, "endDate": self.due},
            "value": dict(award["value"]),
            "items": deepcopy(award["items"]),
            "dateSigned": self.date,
            "documents": [self._paper("sp", "contractSigned", f"Surat Pesanan {self.document}", award["date"])],
            "implementation": {},
        }
        self._milestone("serah-terima", "Serah terima (BAST)", "scheduled", dueDate=self.due)
        return ["awardUpdate", "contract"]

    def _amended(self, step: Any) -> list[str]:
        self.due = self._end_of(step.facts["due_on"])
        self.agreed.set_quantities(step.facts["lines"])
        self.contract |= {"value": money(step.amount_idr), "items": self.agreed.as_list()}
        self.contract["period"]["endDate"] = self.due
        self._milestone("serah-terima", "Serah terima (BAST)", "scheduled", dueDate=self.due)
        self._amend(self.contract, "Adendum", step.facts["document"])
        return ["contractAmendment"]

    # keeping the promise: implementation

    def _despatched(self, step: Any) -> list[str]:
        first = "kirim" not in self.milestones
        self._met("kirim", "Barang dikirim atau jasa dilaksanakan")
        return ["implementation" if first else "implementationUpdate"]

    _performed = _despatched

    def _partly_received(self, step: Any) -> list[str]:
        if self.milestones.get("tiba", {}).get("status") == "met":
            return []  # an earlier delivery had come whole; what was said is not taken back
        self._milestone("tiba", "Barang atau jasa tiba", "partiallyMet")
        return ["implementationUpdate"]

    def _received(self, step: Any) -> list[str]:
        self._met("tiba", "Barang atau jasa tiba")
        return ["implementationUpdate"]

    def _defect_found(self, step: Any) -> list[str]:
        self.returns += 1
        self._milestone(f"retur-{self.returns}", "Barang atau jasa yang tidak sesuai diganti atau diperbaiki",
                        "notMet", description=step.facts.get("defect"))  # fmt: skip
        return ["implementationUpdate"]

    def _inspected(self, step: Any) -> list[str]:
        open_returns = [key for key in self.milestones if key.startswith("retur-") and self._is_open(key)]
        for key in open_returns:
            self._met(key, self.milestones[key]["title"])
        return ["implementationUpdate"] if open_returns else []

    def _price_cut(self, step: Any) -> list[str]:
        self.cut = prices(step.facts["lines"])
        return []  # only proposed

    def _price_cut_agreed(self, step: Any) -> list[str]:
        self._amend(self.contract, "Potongan harga disepakati", self.cut)
        return ["contractAmendment"]

    def _handed_over(self, step: Any) -> list[str]:
        """The handover record says what was accepted; the contract is worth that and no more."""
        tags = ["implementationUpdate"]
        self._met("serah-terima", "Serah terima (BAST)")
        self._milestone("bayar", "Uang diterima penyedia", "scheduled", kind="payment")
        paper = self._paper("bast", "completionCertificate", f"BAST {step.facts['document']}", self.date)
        self.contract["implementation"]["documents"] = [paper]
        accepted = step.amount_idr + step.facts["tax"]
        if accepted != self.contract["value"]["amount"]:
            self.contract["value"] = money(accepted)
            self._amend(self.contract, "Nilai menurut BAST", step.facts["document"])
            tags.append("contractAmendment")
        return tags

    def _paid(self, step: Any) -> list[str]:
        paid = self.contract["implementation"].setdefault("transactions", [])
        paid.append(
            {
                "id": f"{self.of.number}-bayar-{len(paid) + 1}",
                "source": self.of.page,
                "date": self.date,
                "value": money(step.amount_idr),
                "payer": self.of.buyer.reference(),
                "payee": self.of.supplier.reference(),
            }
        )
        return ["implementationUpdate"]

    def _payment_failed(self, step: Any) -> list[str]:
        self._milestone("bayar", "Uang diterima penyedia", "notMet", kind="payment", description=_reason(step))
        return ["implementationUpdate"]

    def _payment_retried(self, step: Any) -> list[str]:
        self._milestone("bayar", "Uang diterima penyedia", "scheduled", kind="payment")
        return ["implementationUpdate"]

    def _paid_out(self, step: Any) -> list[str]:
        self._met("bayar", "Uang diterima penyedia", kind="payment")
        return ["implementationUpdate"]

    # ending

    def _completed(self, step: Any) -> list[str]:
        if self.contract["status"] == "terminated":
            return []
        self.contract["status"] = "terminated"  # the standard's word for a contract that has run its course, too
        return ["contractTermination"]

    _closed_unassessed = _completed

    def _stopped(self, step: Any) -> list[str]:
        return self._broken_off("Dihentikan bersama", step)

    def _terminated(self, step: Any) -> list[str]:
        return self._broken_off("Diputus", step)

    def _payment_given_up(self, step: Any) -> list[str]:
        return self._broken_off("Pembayaran dihentikan", step)

    def _year_closed(self, step: Any) -> list[str]:
        if self.contract:
            return self._broken_off("Ditutup akhir tahun anggaran", step)
        if self.awards and self.awards[-1]["status"] == "pending":
            return self._award_ended("cancelled", step)
        return self._tender_ended("cancelled", step)

    def _broken_off(self, why: str, step: Any) -> list[str]:
        self.contract["status"] = "terminated"
        for key in self.milestones:
            if self._is_open(key):
                self.milestones[key] |= {"status": "notMet", "dateModified": self.date}
        self._amend(self.contract, why, _reason(step))
        return ["contractTermination"]

    # parts

    def _parties(self) -> list[Json]:
        paid = bool(self.contract.get("implementation", {}).get("transactions"))
        buyer = ["buyer", "procuringEntity", *(["payer"] if paid else [])]
        supplier = ["tenderer", *(["supplier"] if self.awards else []), *(["payee"] if paid else [])]
        return [self.of.buyer.party(buyer, self.of.regions), self.of.supplier.party(supplier, self.of.regions)]

    def _met(self, key: str, title: str, kind: str = "delivery") -> None:
        self._milestone(key, title, "met", kind=kind, dateMet=self.date)

    def _milestone(self, key: str, title: str, status: str, kind: str = "delivery", **more: str | None) -> None:
        said = {name: value for name, value in more.items() if value}
        known = self.milestones.setdefault(key, {"id": key, "title": title, "type": kind})
        known |= {"status": status, "dateModified": self.date} | said
        self.contract["implementation"]["milestones"] = list(self.milestones.values())

    def _is_open(self, key: str) -> bool:
        return self.milestones[key]["status"] != "met"

    def _amend(self, section: Json, rationale: str, description: str) -> None:
        made = {"id": f"{self.step_number:03}", "date": self.date, "rationale": rationale}
        section.setdefault("amendments", []).append(made | ({"description": description} if description else {}))

    def _paper(self, name: str, kind: str, title: str, published: str) -> Json:
        return {"id": name, "documentType": kind, "title": title, "url": self.of.page, "datePublished": published,
                "format": "text/html", "language": "id"}  # fmt: skip

    def _local(self, instant: datetime) -> str:
        """With its zone; milliseconds where there are any, so that two steps of one order never share a date."""
        precision = "milliseconds" if instant.microsecond else "seconds"
        return instant.astimezone(self.zone).isoformat(timespec=precision)

    def _end_of(self, day: str) -> str:
        return datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=self.zone).isoformat()


def _reason(step: Any) -> str:
    """The code of the public list of reasons."""
    return str(step.facts.get("reason", ""))
