"""The papers say what officials need, in words a machine cannot mistake for code."""

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from marketplace.accounts.models import Buyer, Supplier, User
from marketplace.purchasing.documents import papers, render, wording
from marketplace.purchasing.documents.sources import Source
from marketplace.purchasing.models import DocumentType, Offer, Order, OrderDocument, OrderLine, PlanPackage
from marketplace.regions.models import Region

SIGNED = datetime(2023, 8, 28, 6, 40, tzinfo=UTC)
HOSTILE = 'Nasi #let x = 1 *tebal* _miring_ $a$ \\ <lbl> @x "kutip" // [isi] #panic("x")'
BUILT = [*DocumentType, None]


def source(kind: DocumentType | None, *, product: str = "Nasi kotak ayam bakar", net_idr: int = 1_440_000) -> Source:
    """An order as it stands after payment, with all its papers; `kind` is the one asked for."""
    documents = [
        OrderDocument(
            id=n, type=each, number=f"04{n}/{each}/KEL-SUKUN/VIII/2023", issued_at=SIGNED,
            signed_by=4 if each in ("SJ", "INV", "KW") else 2, countersigned_by=4, countersigned_at=SIGNED,
            data={"lines": [[1, 60]], "courier": "Kurir sendiri", "late_days": 2},
        )
        for n, each in enumerate(DocumentType)
    ]  # fmt: skip
    people = {1: "Rina Kartika", 2: "Bambang Sutrisno", 3: "Dewi Lestari", 4: "Sri Wahyuni"}
    line = OrderLine(
        line_number=1, product_name=product, unit="kotak", tax_class="pbjt", quantity=60, received=60, accepted=60,
        list_price_net_idr=25_000, unit_price_net_idr=24_000, net_idr=1_440_000, tax_idr=0,
    )  # fmt: skip
    order = Order(
        number="TD-2023-041873", title="Konsumsi rapat RW", method="negosiasi", drafted_by=1, approved_by=2,
        issued_by=2, paid_by=3, recipient_name="Rina Kartika", delivery_address="Aula Kelurahan", is_pkp=False,
        needed_on=date(2023, 8, 30), due_on=date(2023, 8, 30), payment_path="up", list_net_idr=1_500_000,
        goods_net_idr=net_idr, shipping_net_idr=0, tax_idr=0, gross_idr=net_idr, accepted_net_idr=net_idr,
        accepted_tax_idr=0, penalty_idr=2_880, withheld_idr=7_200, paid_at=SIGNED, credited_at=SIGNED,
    )  # fmt: skip
    offer = Offer(round=1, by_supplier=True, made_by=4, lines=[{"line": 1, "unit_price_net_idr": 24_000}],
                  goods_net_idr=1_440_000, shipping_net_idr=0, lead_days=2, note="Harga terbaik", made_at=SIGNED)  # fmt: skip
    return Source(
        order=order, lines=[line], parent=None, documents=documents, offers=[offer],
        buyer=Buyer(code="3573-KEL-SUKUN", name="Kelurahan Sukun", short_name="Kel. Sukun", address="Jl. Contoh 1"),
        supplier=Supplier(name="Dapur Bu Sri", npwp="000001234567000", nib="1" * 13, address="Jl. Toko 1",
                          is_pkp=False, bank_name="Bank Contoh", bank_account="0012345", bank_holder="Sri"),
        package=PlanPackage(rup_code="43118207", name="Konsumsi", account_code="5.1.02.01.01.0052",
                            account_name="Belanja Makanan dan Minuman Rapat"),
        region=Region(code="35.73", name="Kota Malang", timezone="Asia/Jakarta"),
        document=next((d for d in documents if d.type == kind), None),
        people={n: User(id=n, name=name, position="Pejabat", nip=f"19790312 20050{n}") for n, name in people.items()},
    )  # fmt: skip


def text_of(what: Source, proof: dict[str, str] | None = None) -> str:
    content = render.pdf(papers.paper_for(what, proof), made_at=SIGNED)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return " ".join("\n".join(pages).split())


@pytest.mark.parametrize("kind", BUILT, ids=lambda kind: kind or "BAN")
def test_every_paper_carries_its_number_its_order_and_the_word_simulation(kind: DocumentType | None) -> None:
    what = source(kind)
    words = text_of(what)
    assert (what.document.number if what.document else "BAN/TD-2023-041873") in words
    assert "TD-2023-041873" in words
    assert "SIMULASI" in words


@pytest.mark.parametrize("kind", BUILT, ids=lambda kind: kind or "BAN")
def test_what_people_typed_stays_text(kind: DocumentType | None) -> None:
    what = source(kind, product=HOSTILE)
    what.order.title = HOSTILE
    words = text_of(what)
    assert '#panic("x")' in words.replace("”", '"').replace("“", '"')
    assert "*tebal*" in words


def test_a_surat_pesanan_names_everything_the_law_wants() -> None:
    words = text_of(source(DocumentType.PURCHASE_ORDER))
    for wanted in (
        "SURAT PESANAN", "KELURAHAN SUKUN", "PEMERINTAH KOTA MALANG", "000001234567000", "43118207",
        "5.1.02.01.01.0052", "Rp1.440.000,00", "satu juta empat ratus empat puluh ribu rupiah", "30 Agustus 2023",
        "Uang Persediaan", "satu per seribu", "Pasal 79", "Bambang Sutrisno", "Sri Wahyuni", "NIP",
    ):  # fmt: skip
        assert wanted in words, wanted


def test_a_handover_record_states_acceptance_lateness_and_penalty() -> None:
    words = text_of(source(DocumentType.HANDOVER))
    assert "Senin tanggal dua puluh delapan bulan Agustus tahun dua ribu dua puluh tiga" in words
    assert "2 hari kalender" in words
    assert "Rp2.880,00" in words
    assert "Rp1.437.120,00" in words


def test_a_receipt_owes_stamp_duty_only_above_five_million() -> None:
    small, large = source(DocumentType.RECEIPT), source(DocumentType.RECEIPT, net_idr=5_002_881)
    assert "tidak terutang bea meterai" in text_of(small)
    assert "bea meterai Rp10.000 terutang" in text_of(large)
    assert "lima juta satu rupiah" in text_of(large)


def test_the_withholding_slip_shows_half_a_percent_of_the_value_before_tax() -> None:
    words = text_of(source(DocumentType.WITHHOLDING))
    assert "PMK 58" in words
    assert "Rp7.200,00" in words
    assert "Rp1.429.920,00" in words


def test_a_paper_with_a_proof_prints_its_code_and_address() -> None:
    words = text_of(source(DocumentType.PURCHASE_ORDER), render.proof("K7Q2-9XFM-3A", "https://toko.example/bukti/x"))
    assert "K7Q2-9XFM-3A" in words
    assert "https://toko.example/bukti/x" in words


def test_the_same_data_gives_the_same_bytes() -> None:
    paper = papers.paper_for(source(DocumentType.INVOICE), None)
    assert render.pdf(paper, made_at=SIGNED) == render.pdf(paper, made_at=SIGNED)


@pytest.mark.parametrize(
    ("amount_idr", "written", "spoken"),
    [
        (0, "Rp0,00", "nol rupiah"),
        (1_000, "Rp1.000,00", "seribu rupiah"),
        (11_100_000, "Rp11.100.000,00", "sebelas juta seratus ribu rupiah"),
        (-30_000, "−Rp30.000,00", "min tiga puluh ribu rupiah"),
    ],
)
def test_amounts_are_written_and_spoken(amount_idr: int, written: str, spoken: str) -> None:
    assert wording.rupiah(amount_idr) == written
    assert wording.in_words(amount_idr) == spoken
