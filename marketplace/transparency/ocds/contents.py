"""Money, items and changes as OCDS writes them. Texts are Indonesian in any language: data reads the same."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
SHIPPING = "ongkir"


def money(amount_idr: int) -> Json:
    return {"amount": amount_idr, "currency": "IDR"}


def rupiah(amount_idr: int) -> str:
    return "Rp" + f"{amount_idr:,}".replace(",", ".")


class Items:
    """The lines of one section. A line that a later version of the order drops stays, with quantity zero."""

    def __init__(self, categories: Mapping[str, str], place: Json) -> None:
        self.categories, self.place = categories, place
        self.known: dict[str, Json] = {}

    def set_lines(self, lines: Iterable[Mapping[str, Any]], price: str, shipping_net: int) -> None:
        """`price` names which price of a line counts here: the listed or the agreed one, before tax."""
        for item in self.known.values():
            item["quantity"] = 0
        for line in lines:
            self.known[str(line["n"])] = self._item(line, line[price])
        if shipping_net or SHIPPING in self.known:
            self.known[SHIPPING] = {
                "id": SHIPPING,
                "description": "Ongkos kirim",
                "quantity": 1,
                "unit": {"value": money(shipping_net)},
                "deliveryAddresses": [self.place],
            }

    def set_quantities(self, pairs: Iterable[Sequence[int]]) -> None:
        for number, quantity in pairs:
            self.known[str(number)]["quantity"] = quantity

    def as_list(self) -> list[Json]:
        return [dict(item) for item in self.known.values()]

    def _item(self, line: Mapping[str, Any], price: int) -> Json:
        code = line["category"]
        named = {"description": self.categories[code]} if code in self.categories else {}
        return {
            "id": str(line["n"]),
            "description": line["name"],
            "classification": {"scheme": "ID-ETALASE", "id": code, **named},
            "additionalClassifications": [{"scheme": "ID-PDN", "id": domestic_class(line)}],
            "quantity": line["qty"],
            "unit": {"name": line["unit"], "value": money(price)},
            "deliveryAddresses": [self.place],
        }


def domestic_class(line: Mapping[str, Any]) -> str:
    """`pdn-40` and `pdn-25` by TKDN alone: the log does not hold the company's weight (BMP)."""
    tkdn = line.get("tkdn") or 0
    if line["pdn"] == "pdn" and tkdn >= 25:
        return "pdn-40" if tkdn >= 40 else "pdn-25"
    return str(line["pdn"])


def prices(pairs: Iterable[Sequence[int]], shipping_net: int | None = None) -> str:
    """`baris 1 Rp2.420.000; ongkos kirim Rp15.000`."""
    words = [f"baris {number} {rupiah(price)}" for number, price in pairs]
    if shipping_net:
        words.append(f"ongkos kirim {rupiah(shipping_net)}")
    return "; ".join(words)
