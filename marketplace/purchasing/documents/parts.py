"""What several papers share: letterheads, parties, lines, signers, the frame around every paper."""

from typing import Any

from marketplace.accounts.models import User
from marketplace.purchasing.documents import blocks as b
from marketplace.purchasing.documents import wording as w
from marketplace.purchasing.documents.sources import Source
from marketplace.purchasing.models import DocumentType, OrderDocument, OrderLine

FOOTER = "SIMULASI · dokumen latihan, tidak berlaku untuk transaksi nyata; semua orang, toko dan nomor rekaan."
TAX_WORDS = {"ppn": "PPN", "bebas": "bebas PPN", "pbjt": "bukan objek PPN"}


def frame(source: Source, paper: dict[str, Any], proof: dict[str, str] | None) -> dict[str, Any]:
    """Every paper says that it is a simulation and carries its proof, if the ledger has one."""
    return paper | {"proof": proof, "footer": FOOTER, "issuer": "Toko Daring (simulasi)"}


def unit_head(source: Source) -> dict[str, Any]:
    above = [w.government(source.region.name)]
    if source.parent:
        above.append(source.parent.name)
    return {"above": above, "name": source.buyer.name, "address": f"{source.buyer.address}, {source.region.name}"}


def shop_head(source: Source) -> dict[str, Any]:
    shop = source.supplier
    return {"above": [], "name": shop.name, "address": f"{shop.address} · NIB {shop.nib} · NPWP {shop.npwp}"}


def platform_head() -> dict[str, Any]:
    return {
        "above": ["Penyelenggara Perdagangan Melalui Sistem Elektronik"],
        "name": "Toko Daring (simulasi)",
        "address": "Pihak Lain menurut PMK 58/PMK.03/2022",
    }


def parties(source: Source) -> b.Block:
    """Buyer and shop, with the tax number the law wants on the paper."""
    order, shop = source.order, source.supplier
    return b.parties(
        (
            "Pemesan",
            source.buyer.name,
            [
                ("Pejabat Penandatangan:", name_of(source.person(order.issued_by or order.approved_by))),
                ("Alamat:", source.buyer.address),
                ("Kode satker:", source.buyer.code),
            ],
        ),
        (
            "Penyedia",
            shop.name,
            [
                ("NPWP:", shop.npwp),
                ("NIB:", shop.nib),
                ("Status pajak:", "Pengusaha Kena Pajak (PKP)" if order.is_pkp else "bukan PKP"),
                ("Alamat:", shop.address),
            ],
        ),
    )


def reference_rows(source: Source) -> list[tuple[str, str]]:
    """What every later paper cites: the order, its letter, its package."""
    letter = source.paper_of(DocumentType.PURCHASE_ORDER)
    rows = [("Nomor pesanan", source.order.number), ("Nama paket", source.order.title)]
    if letter:
        rows.append(("Surat Pesanan", f"{letter.number} tanggal {day_of(source, letter)}"))
    return [*rows, ("Kode RUP", source.package.rup_code)]


def priced_lines(source: Source, quantities: dict[int, int] | None = None) -> b.Block:
    """The lines with price and value; `quantities` narrows them to what was accepted."""
    columns = [
        b.column("No"),
        b.column("Uraian barang/jasa", grow=True),
        b.column("Jumlah", num=True),
        b.column("Harga satuan", num=True),
        b.column("Nilai", num=True),
    ]
    rows = []
    for line in source.lines:
        quantity = line.quantity if quantities is None else quantities.get(line.line_number, 0)
        price = line.unit_price_net_idr if quantities is None else line.final_price_net_idr
        rows.append(
            [
                str(line.line_number),
                f"{line.product_name} ({tax_words(source, line)})",
                f"{w.number(quantity)} {line.unit}",
                w.rupiah(price),
                w.rupiah(quantity * price),
            ]
        )
    return b.table(columns, rows)


def tax_words(source: Source, line: OrderLine) -> str:
    if line.tax_class == "ppn" and not source.order.is_pkp:
        return "penyedia bukan PKP, tanpa PPN"
    return TAX_WORDS.get(line.tax_class, line.tax_class)


def name_of(person: User | None) -> str:
    return person.name if person else "–"


def day_of(source: Source, document: OrderDocument) -> str:
    return w.long_date(w.local_date(document.issued_at, source.zone))


def where(source: Source, document: OrderDocument | None = None) -> str:
    document = document or source.document
    place = source.region.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    return f"{place}, {day_of(source, document)}" if document else place


def official(source: Source, heading: str, office: str, user_id: int | None, *, signed: bool = True) -> b.Block:
    """A signer from the unit: name, position, NIP, and when it was signed."""
    person = source.person(user_id)
    details = [person.position or "", f"NIP {person.nip}" if person.nip else ""] if person else []
    document = source.document
    stamp = w.local_time(document.issued_at, source.zone) if document and person and signed else None
    return b.signer(heading, office, name_of(person) if person else "( ........................ )", details, stamp)


def shop_signer(source: Source, heading: str, *, countersigned: bool) -> b.Block:
    """A signer from the shop: on its own papers the author, on the unit's papers the one who countersigned."""
    document = source.document
    person = source.person((document.countersigned_by if countersigned else document.signed_by) if document else None)
    at = (document.countersigned_at if countersigned else document.issued_at) if document else None
    stamp = w.local_time(at, source.zone) if person and at else None
    name = name_of(person) if person else "( ........................ )"
    return b.signer(heading, source.supplier.name, name, [(person.position or "") if person else ""], stamp)
