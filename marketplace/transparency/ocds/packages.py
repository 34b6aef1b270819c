"""Packages of releases and records: the same bytes for the same events, whenever they are made."""

from collections.abc import Sequence

from marketplace.transparency.ocds.parties import Json
from marketplace.transparency.ocds.releases import Dossier, Release, compiled, releases_of

VERSION = "1.1"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_EXTENSION = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_{}_extension/master/extension.json"
NAMES = ("techniques", "partyDetails_scale", "organizationClassification", "location", "pagination")
EXTENSIONS = [_EXTENSION.format(name) for name in NAMES]


def package(
    uri: str, policy: str, content: str, found: Sequence[Json], published: str, following: str | None
) -> Json:
    """`content` is `releases` or `records`; `following` the address of the next page, if there is one."""
    made: Json = {
        "uri": uri,
        "version": VERSION,
        "extensions": EXTENSIONS,
        "publishedDate": published,
        "publisher": {"name": "Toko Daring (simulasi)"},
        "license": LICENSE,
        "publicationPolicy": policy,
        content: list(found),
    }
    return made | ({"links": {"next": following}} if following else {})


def record(dossier: Dossier) -> Json:
    """One process: every release, oldest first, and what they come to."""
    found = [release.document for release in releases_of(dossier)]
    return {"ocid": found[-1]["ocid"], "releases": found, "compiledRelease": compiled(found[-1])}


def published_date(found: Sequence[Json]) -> str:
    """Time of the last event inside."""
    return str(max(document["date"] for document in found))


INDEX_COLUMNS = ("ocid", "release_id", "date", "tag", "entry", "value_idr", "buyer_id", "supplier_id")


def index_row(release: Release) -> Json:
    """A release as one row of the table of contents."""
    document = release.document
    section = next(iter(document.get("contracts") or document.get("awards", [])[-1:] or [document["tender"]]))
    values = (document["ocid"], document["id"], document["date"], ";".join(document["tag"]), release.entry,
              section["value"]["amount"], document["buyer"]["id"],
              document["tender"]["tenderers"][0]["id"])  # fmt: skip
    return dict(zip(INDEX_COLUMNS, values, strict=True))


LINE_COLUMNS = (
    "ocid", "title", "tender_status", "award_status", "contract_status", "buyer_id", "buyer_name", "supplier_id",
    "supplier_name", "procurement_method", "opened_at", "decided_at", "signed_at", "due_at", "handed_over_at",
    "paid_at", "tender_value_idr", "contract_value_idr", "paid_idr", "item_id", "description", "category_code",
    "category_name", "domestic", "quantity", "unit", "list_price_net_idr", "agreed_price_net_idr",
)  # fmt: skip


def line_rows(document: Json) -> list[Json]:
    """A compiled release as rows for a spreadsheet: one for each line of the order, codes and names side by side."""
    tender, award = document["tender"], (document.get("awards") or [{}])[-1]
    contract = (document.get("contracts") or [{}])[0]
    carried_out = contract.get("implementation", {})
    met = {each["id"]: each.get("dateMet") for each in carried_out.get("milestones", ())}
    paid = carried_out.get("transactions", [])
    supplier = tender["tenderers"][0]
    shared = (
        document["ocid"], tender["title"], tender["status"], award.get("status"), contract.get("status"),
        document["buyer"]["id"], document["buyer"]["name"], supplier["id"], supplier["name"],
        tender["procurementMethodDetails"], tender["tenderPeriod"]["startDate"],
        tender["tenderPeriod"].get("endDate"), contract.get("dateSigned"),
        contract.get("period", {}).get("endDate"), met.get("serah-terima"), paid[-1]["date"] if paid else None,
        tender["value"]["amount"], contract.get("value", {}).get("amount"),
        sum(each["value"]["amount"] for each in paid) if paid else None,
    )  # fmt: skip
    agreed = {item["id"]: item for item in contract.get("items") or award.get("items", ())}
    return [
        dict(zip(LINE_COLUMNS, (*shared, *_cells(item, agreed.get(item["id"]))), strict=True))
        for item in tender["items"]
    ]


def _cells(item: Json, agreed: Json | None) -> tuple[object, ...]:
    shelf, (domestic,) = item.get("classification", {}), item.get("additionalClassifications", [{}])
    return (
        item["id"], item["description"], shelf.get("id"), shelf.get("description"), domestic.get("id"),
        (agreed or item)["quantity"], item["unit"].get("name"), item["unit"]["value"]["amount"],
        agreed["unit"]["value"]["amount"] if agreed else None,
    )  # fmt: skip
