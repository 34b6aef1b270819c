"""The log as open contracting data: valid, coherent, complete, and the same however it is fetched."""

import csv
import io
import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.models import LedgerEntry
from marketplace.ledger.services import Fact
from marketplace.purchasing.states import OrderAction
from marketplace.transparency.models import PublicOrder
from marketplace.transparency.ocds import packages
from marketplace.transparency.ocds.parties import Organisation
from marketplace.transparency.ocds.releases import Dossier, Process, releases_of
from marketplace.transparency.queries.orders import Step
from tests.transparency.conftest import REGIONS
from tests.transparency.histories import START, History
from tests.transparency.json_schema import Ocds
from tests.transparency.spreadsheets import sheet_rows

RELEASES, RECORDS = "/data/ocds/releases.json", "/data/ocds/records.json"


@pytest.fixture
def market(app: Flask) -> History:
    """Some pages' worth of orders."""
    history = History(11, REGIONS, orders=48)
    ledger.record_many(history.facts())
    db.session.commit()
    return history


@pytest.fixture(scope="module")
def standard() -> Ocds:
    return Ocds()


def followed(client: FlaskClient, address: str) -> list[Any]:
    """Every page from this one on."""
    pages = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, address
        pages.append(answer.get_json())
        address = pages[-1].get("links", {}).get("next", "").removeprefix("http://localhost")
    return pages


def all_releases(client: FlaskClient) -> list[Any]:
    return [release for page in followed(client, RELEASES) for release in page["releases"]]


def all_records(client: FlaskClient) -> list[Any]:
    return [record for page in followed(client, RECORDS) for record in page["records"]]


def test_every_package_is_valid_by_the_standard_and_its_declared_extensions(
    public: FlaskClient, standard: Ocds
) -> None:
    for kind, address in (("release", RELEASES), ("record", RECORDS)):
        for page in followed(public, address):
            assert standard.errors(kind, page) == []
            assert page["extensions"] == packages.EXTENSIONS
    (one,) = {f"/data/ocds/record/{record['ocid']}.json" for record in all_records(public)[:1]}
    assert standard.errors("record", public.get(one).get_json()) == []


def test_the_checker_sees_what_is_wrong(public: FlaskClient, standard: Ocds) -> None:
    for break_it in (
        lambda release: release.update(dateless=1),
        lambda release: release.update(date="2023-08-01"),
        lambda release: release["tender"].update(status="selesai"),
        lambda release: release["tender"]["value"].update(amount="1"),
        lambda release: release["parties"][0]["details"].update(scale=""),
        lambda release: release.pop("ocid"),
    ):
        page = public.get(RELEASES).get_json()
        break_it(page["releases"][0])
        assert len(standard.errors("release", page)) >= 1


def test_pages_lose_and_repeat_nothing_and_every_published_order_is_there(public: FlaskClient) -> None:
    releases, records = all_releases(public), all_records(public)
    numbers = list(db.session.scalars(select(PublicOrder.number).order_by(PublicOrder.number)))
    db.session.rollback()
    assert [record["ocid"] for record in records] == [f"ocds-213czf-{number}" for number in numbers]
    assert {release["ocid"] for release in releases} == {record["ocid"] for record in records}
    ids = [release["id"] for release in releases]
    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(release["id"] for record in records for release in record["releases"])
    assert [release["date"] for release in releases] == sorted(release["date"] for release in releases)


def merged(old: Any, new: Any) -> Any:
    """The merge of the standard, written here again: objects by key, arrays of identified objects by id."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {key: merged(old.get(key), value) for key, value in new.items()}
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(x, dict) and "id" in x for x in old + new):
        known = {item["id"]: item for item in old}
        for item in new:
            known[item["id"]] = merged(known.get(item["id"]), item)
        return list(known.values())
    return new


def test_the_compiled_release_is_the_merge_of_all_releases(public: FlaskClient) -> None:
    for record in all_records(public):
        dates = [release["date"] for release in record["releases"]]
        assert dates == sorted(set(dates))
        made: Any = {}
        for release in record["releases"]:
            made = merged(made, release)
        assert record["compiledRelease"] == made | {"tag": ["compiled"], "id": f"{record['ocid']}-{dates[-1]}"}


def test_releases_are_coherent(public: FlaskClient) -> None:
    """What reviewers of open contracting data test first (awards, contracts, payments, milestones, parties)."""
    for release in all_releases(public):
        tender, awards, contracts = release["tender"], release.get("awards", []), release.get("contracts", [])
        assert not (awards and tender["status"] in ("active", "cancelled")), release["id"]
        active = {award["id"] for award in awards if award["status"] == "active"}
        assert all(contract["awardID"] in active for contract in contracts)
        for contract in contracts:
            work = contract["implementation"]
            assert sum(t["value"]["amount"] for t in work.get("transactions", [])) <= contract["value"]["amount"]
            assert all(("dateMet" in m) == (m["status"] == "met") for m in work["milestones"])
        assert roles_named(release) == {
            (party["id"], role) for party in release["parties"] for role in party["roles"]
        }


def roles_named(release: Any) -> set[tuple[str, str]]:
    """Every organisation a release refers to, in the role it is referred to."""
    tender = release["tender"]
    named = {(release["buyer"]["id"], "buyer"), (tender["procuringEntity"]["id"], "procuringEntity")}
    named |= {(each["id"], "tenderer") for each in tender["tenderers"]}
    named |= {(each["id"], "supplier") for award in release.get("awards", []) for each in award["suppliers"]}
    for contract in release.get("contracts", []):
        for paid in contract["implementation"].get("transactions", []):
            named |= {(paid["payer"]["id"], "payer"), (paid["payee"]["id"], "payee")}
    return named


def test_releases_hold_no_person_and_no_address_below_the_region(public: FlaskClient) -> None:
    text = public.get(RECORDS).get_data(as_text=True)
    assert not re.search(r"contactPoint|streetAddress|telephone|email|npwp|actor", text, re.IGNORECASE)


def test_completed_orders_add_up_to_the_orders_as_published(public: FlaskClient) -> None:
    """Contract values after the handover record are the accepted value plus tax."""
    done = select(PublicOrder.number, PublicOrder.value_idr, PublicOrder.tax_idr)
    wanted = {f"ocds-213czf-{number}": value + tax
              for number, value, tax in db.session.execute(done.where(PublicOrder.status == "selesai"))}  # fmt: skip
    db.session.rollback()
    found = {
        record["ocid"]: record["compiledRelease"]["contracts"][0]["value"]["amount"]
        for record in all_records(public)
        if record["ocid"] in wanted
    }
    assert found == wanted


def test_the_tables_say_what_the_packages_say(public: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(public.get("/data/ocds/records.csv").get_data(as_text=True))))
    page = public.get(RECORDS).get_json()["records"]
    assert Counter(row["ocid"] for row in rows) == Counter(
        record["ocid"] for record in page for _ in record["compiledRelease"]["tender"]["items"]
    )
    sheet = sheet_rows(public.get("/data/ocds/records.xlsx").data)
    assert [row["ocid"] for row in sheet] == [row["ocid"] for row in rows]
    index = list(csv.DictReader(io.StringIO(public.get("/data/ocds/releases.csv").get_data(as_text=True))))
    assert [row["release_id"] for row in index] == [r["id"] for r in public.get(RELEASES).get_json()["releases"]]


def test_a_saved_address_brings_only_what_is_new(public: FlaskClient) -> None:
    last = public.application.test_client().get("/peringkat.json").get_json()["as_of"]["entry"] + 1
    asked = f"{RELEASES}?mulai={last}"
    assert public.get(asked).status_code == 404
    row = db.session.execute(select(PublicOrder).where(PublicOrder.status == "sp_terbit").limit(1)).scalar()
    number = row.number if row else db.session.scalars(select(PublicOrder.number).limit(1)).one()
    ledger.record(Fact("order.offered", START, order_number=number, from_status="rfq_terkirim",
                       to_status="penawaran_masuk", amount_idr=1,
                       facts={"round": 9, "lines": [[1, 1]], "shipping_net": 0, "lead_days": 1}))  # fmt: skip
    db.session.commit()
    (release,) = public.get(asked).get_json()["releases"]
    assert release["ocid"].endswith(number)
    assert release["tender"]["amendments"][-1]["rationale"] == "Penawaran penyedia, putaran 9"


def test_an_unchanged_ledger_is_answered_with_304(public: FlaskClient) -> None:
    for address in ("/data/ocds", RELEASES, RECORDS, "/data/ocds/records.csv"):
        first = public.get(address)
        again = public.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), address


def test_a_page_costs_the_same_wherever_it_starts(public: FlaskClient) -> None:
    head = db.session.scalar(select(LedgerEntry.index).order_by(LedgerEntry.index.desc()).limit(1))
    db.session.rollback()
    assert head is not None
    for start in (0, head // 2):
        assert len(public.get(f"{RELEASES}?mulai={start}").get_json()["releases"]) <= 100
    assert len(public.get(RECORDS).get_json()["records"]) == 20


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{RELEASES}?mulai=x", 400),
        (f"{RELEASES}?mulai=-1", 400),
        (f"{RELEASES}?mulai=" + "9" * 40, 400),
        (f"{RECORDS}?setelah=%27 OR 1=1", 400),
        (f"{RECORDS}?setelah=TD-2099-000001", 404),
        ("/data/ocds/record/ocds-213czf-TD-2099-000001.json", 404),
        ("/data/ocds/record/TD-2023-000001.json", 404),
    ],
)
def test_a_wrong_address_is_told_what_is_wrong(public: FlaskClient, address: str, status: int) -> None:
    answer = public.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert len(answer.get_json()["detail"]) > 20


def test_one_host_is_never_answered_with_another_hosts_addresses(public: FlaskClient) -> None:
    assert public.get(RELEASES, headers={"Host": "satu.example"}).get_json()["uri"].startswith("http://satu.example/")
    assert public.get(RELEASES, headers={"Host": "dua.example"}).get_json()["uri"].startswith("http://dua.example/")


QUIET = {  # steps that change nothing contracting data holds
    "compared", "proposed", "withdrawn", "approved", "returned", "revised", "started", "amendment_proposed",
    "amendment_declined", "sent_back", "repair_asked", "disputed", "settled", "billed", "bill_returned",
    "bill_verified", "payment_authorised", "assessment_requested", "stop_requested",
}  # fmt: skip


def test_every_step_of_the_lifecycle_is_published_or_named_as_quiet() -> None:
    told = {action.value for action in OrderAction if hasattr(Process, f"_{action.value}")}
    assert told | QUIET == {action.value for action in OrderAction}
    assert not told & QUIET


LINE = {"n": 1, "name": "Kertas", "category": "01.01", "unit": "rim", "qty": 10, "list": 50_000, "price": 48_000,
        "pdn": "pdn", "tkdn": 42}  # fmt: skip
OPENING = {"title": "Kertas", "rup_code": "4", "account": "5.1", "method": "langsung", "gross": 532_800,
           "shipping_net": 0, "lines": [LINE]}  # fmt: skip


class Told:
    """An order told step by step, for the ways an order seldom goes."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def then(self, action: str, amount_idr: int | None = None, start: str = "", **facts: Any) -> "Told":
        at = START + timedelta(hours=len(self.steps))
        index = len(self.steps)
        self.steps.append(Step(index, f"order.{action}", at, start, "", None, amount_idr, facts, b""))
        return self

    def submitted(self, **changes: Any) -> "Told":
        return self.then("submitted", start="draf", **OPENING | changes)

    def promised(self) -> "Told":
        return self.submitted().issued().then("accepted")

    def issued(self) -> "Told":
        return self.then("issued", 532_800, document="1/SP", due_on="2022-02-01")

    def handed_over(self, net: int = 480_000, tax: int = 52_800) -> "Told":
        return self.then("handed_over", net, tax=tax, document="1/BAST", lines=[[1, 10]])

    def documents(self) -> list[Any]:
        buyer = Organisation("ID-SATKER", "3573-SMP-1", "SMP 1", "35.73", "smp")
        shop = Organisation("ID-NIB", "0000000000001", "UD Kertas", "35.71", "mikro")
        names = {"35.73": "Kota Malang", "35.71": "Kota Kediri"}
        of = Dossier(
            "TD-2022-000001", buyer, shop, names, {"01.01": "Kertas"}, "https://x.example/p", tuple(self.steps)
        )
        found = [release.document for release in releases_of(of)]
        made: Any = {}
        for document in found:
            made = merged(made, document)
        assert made == found[-1] | {"tag": made["tag"]}  # nothing once said is taken away
        page = packages.package(
            "https://x.example/r", "https://x.example/k", "releases", found, found[-1]["date"], None
        )
        assert Ocds().errors("release", page) == []
        return found


def test_a_refused_order_that_is_tried_again_has_a_second_award() -> None:
    told = Told().submitted().issued().then("refused", reason="stok_habis").then("revised")
    again = told.submitted(lines=[LINE | {"n": 2}], gross=600_000).issued().then("accepted").documents()[-1]
    assert [(award["id"], award["status"]) for award in again["awards"]] == [
        ("TD-2022-000001", "unsuccessful"), ("TD-2022-000001-2", "active"),
    ]  # fmt: skip
    assert again["contracts"][0]["awardID"] == "TD-2022-000001-2"
    assert {item["id"]: item["quantity"] for item in again["tender"]["items"]} == {"1": 0, "2": 10}
    assert again["tender"]["value"]["amount"] == 600_000


@pytest.mark.parametrize(
    ("last", "before", "status"),
    [
        ("cancelled", Told().submitted(), "cancelled"),
        ("year_closed", Told().submitted(), "cancelled"),
        ("rfq_expired", Told().submitted(), "unsuccessful"),
        ("cancelled", Told().submitted().issued().then("issue_expired", reason="lainnya"), "unsuccessful"),
    ],
)
def test_an_order_that_comes_to_nothing_says_so(last: str, before: Told, status: str) -> None:
    document = before.then(last, reason="kebutuhan_berubah").documents()[-1]
    assert document["tag"] == ["tenderCancellation"]
    assert document["tender"]["status"] == status
    assert document["tender"]["amendments"][-1]["description"] == "kebutuhan_berubah"


def test_a_draft_that_was_never_sent_is_not_published() -> None:
    of = Told().then("compared", compared=2).then("cancelled", reason="salah_input")
    with pytest.raises(IndexError):  # not one release
        of.documents()


def test_what_is_accepted_for_less_makes_the_contract_worth_less() -> None:
    told = Told().promised().then("despatched", lines=[[1, 10]]).then("received").then("defect_found", defect="rusak")
    cut = (
        told.then("price_cut", lines=[[1, 40_000]]).then("price_cut_agreed").handed_over(400_000, 44_000).documents()
    )
    assert cut[-1]["tag"] == ["implementationUpdate", "contractAmendment"]
    (contract,) = cut[-1]["contracts"]
    assert contract["value"]["amount"] == 444_000
    assert [each["rationale"] for each in contract["amendments"]] == [
        "Potongan harga disepakati",
        "Nilai menurut BAST",
    ]
    assert contract["amendments"][0]["description"] == "baris 1 Rp40.000"
    assert {m["id"]: m["status"] for m in contract["implementation"]["milestones"]}["retur-1"] == "notMet"


def test_a_repaired_delivery_is_met_and_a_failed_payment_is_told_until_it_succeeds() -> None:
    told = Told().promised().then("performed").then("partly_received").then("received")
    told.then("defect_found", defect="kurang").then("inspected").handed_over()
    failed = told.then("payment_failed", reason="dana_tidak_tersedia").documents()[-1]
    by_name = {m["id"]: m for m in failed["contracts"][0]["implementation"]["milestones"]}
    assert (by_name["retur-1"]["status"], by_name["bayar"]["status"]) == ("met", "notMet")
    paid = told.then("payment_retried").then("paid", 532_800).then("paid_out").then("completed").documents()[-1]
    assert paid["contracts"][0]["status"] == "terminated"
    assert paid["contracts"][0]["implementation"]["transactions"][0]["value"]["amount"] == 532_800
    assert [party["roles"][-1] for party in paid["parties"]] == ["payer", "payee"]


def test_a_broken_promise_ends_the_contract_and_leaves_the_award() -> None:
    for how in ("stopped", "terminated", "year_closed"):
        document = Told().promised().then(how, reason="penyedia_wanprestasi").documents()[-1]
        assert document["tag"] == ["contractTermination"]
        assert document["awards"][0]["status"] == "active"
        assert document["contracts"][0]["implementation"]["milestones"][0]["status"] == "notMet"
    pending = Told().submitted().issued().then("year_closed", reason="akhir_tahun_anggaran").documents()[-1]
    assert (pending["tag"], pending["awards"][0]["status"]) == (["awardCancellation"], "cancelled")


def test_an_amendment_changes_quantity_value_and_due_date() -> None:
    told = Told().promised().then("amended", 266_400, document="1/AD", due_on="2022-03-01", lines=[[1, 5]])
    (contract,) = told.documents()[-1]["contracts"]
    assert (contract["value"]["amount"], contract["items"][0]["quantity"]) == (266_400, 5)
    assert contract["period"]["endDate"] == "2022-03-01T23:59:59+07:00"
