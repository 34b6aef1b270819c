"""Who and where: organisations by public codes, places by the codes of Kemendagri. Never a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.transparency.lkpp import PROVINCE

Json = dict[str, Any]

PREFIX = "ocds-213czf-"  # the prefix of the standard's own examples: this is a simulation
BUYER_SCHEME, SUPPLIER_SCHEME, REGION_SCHEME = "ID-SATKER", "ID-NIB", "ID-KEMENDAGRI"
SCALES = {"mikro": "micro", "kecil": "small", "menengah": "medium", "besar": "large"}  # koperasi is a form, no scale


@dataclass(frozen=True, slots=True)
class Organisation:
    """A buying unit or a supplier, with the place it belongs to."""

    scheme: str
    code: str
    name: str
    region_code: str
    kind: str  # of unit, or class of business

    @property
    def id(self) -> str:
        return f"{self.scheme}-{self.code}"

    def reference(self) -> Json:
        return {"id": self.id, "name": self.name}

    def party(self, roles: list[str], regions: Mapping[str, str]) -> Json:
        """The organisation as the release's list of parties has it."""
        place = {"scheme": REGION_SCHEME, "id": self.region_code}
        details: Json = {"classifications": [place | _described(regions.get(self.region_code))]}
        if self.scheme == BUYER_SCHEME:
            details["classifications"].append({"scheme": "ID-JENIS-SATKER", "id": self.kind})
        elif self.kind in SCALES:
            details = {"scale": SCALES[self.kind]} | details
        return {
            **self.reference(),
            "roles": roles,
            "identifier": {"scheme": self.scheme, "id": self.code, "legalName": self.name},
            "address": address(self.region_code, regions),
            "details": details,
        }


def address(region_code: str, regions: Mapping[str, str]) -> Json:
    """Down to the kabupaten or kota and no further."""
    found = {"locality": regions.get(region_code), "region": PROVINCE.get(region_code[:2])}
    return {key: value for key, value in found.items() if value} | {"countryName": "Indonesia"}


def ocid(number: str) -> str:
    return PREFIX + number


def _described(name: str | None) -> Json:
    return {"description": name} if name else {}
