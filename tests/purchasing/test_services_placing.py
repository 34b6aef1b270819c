"""From cart to orders, and what stands in the way."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from marketplace.accounts.models import Sanction, Supplier
from marketplace.catalogue.models import Product, ProductStatus
from marketplace.extensions import db
from marketplace.purchasing import errors, queries
from marketplace.purchasing.models import CartLine, Order, PlanPackage
from marketplace.purchasing.services import carts, drafts, orders, plans
from marketplace.purchasing.services.placing import OrderDetails, place_orders_from_cart, preview
from marketplace.purchasing.statuses import OrderStatus as S
from tests.factories import NOW, actor, order_at
from tests.journeys import NEEDED_ON
from tests.purchasing.invariants import check_invariants, stock_now

PAPER, RICE, IMPORTED = "Kertas HVS A4 70 gram", "Nasi kotak ayam bakar", "Kertas HVS impor"
DETAILS = OrderDetails(
    needed_on=NEEDED_ON, delivery_address="Jl. Contoh 1", delivery_region_code="35.73", recipient_name="Penerima"
)


def package_of(code: str = "43118207") -> PlanPackage:
    return db.session.scalars(select(PlanPackage).where(PlanPackage.rup_code == code)).one()


def product(name: str) -> Product:
    return db.session.scalars(select(Product).where(Product.name == name)).one()


def fill(quantities: dict[str, int], username: str = "pp.sukun") -> None:
    for name, quantity in quantities.items():
        carts.add_to_cart(actor(username), buyer_id=package_of().buyer_id, product_id=product(name).id,
                          quantity=quantity, now=NOW)  # fmt: skip


def place(details: OrderDetails = DETAILS, **changes: Any) -> list[Order]:
    package = package_of()
    options = {"buyer_id": package.buyer_id, "package_id": package.id, "details": details, "once_key": "form-key-1",
               "now": NOW} | changes  # fmt: skip
    return place_orders_from_cart(options.pop("actor", None) or actor("pp.sukun"), **options)


def test_a_cart_over_two_shops_becomes_two_orders_in_one_group(app: Flask) -> None:
    first_stock = stock_now()
    fill({PAPER: 10, RICE: 20})
    placed = place()
    assert [order.status for order in placed] == [S.AWAITING_APPROVAL] * 2
    assert len({order.supplier_id for order in placed}) == 2
    assert placed[0].group_key == placed[1].group_key
    assert [row.number for row in queries.group_of(actor("pp.sukun"), placed[0])] == [placed[1].number]
    assert db.session.scalars(select(CartLine)).all() == []
    check_invariants(first_stock)


def test_tax_follows_the_shop_and_what_it_sells(app: Flask) -> None:
    fill({PAPER: 10, RICE: 20})
    catering, paper = sorted(place(), key=lambda order: order.tax_idr)
    assert (catering.goods_net_idr, catering.tax_idr, catering.gross_idr) == (500_000, 0, 500_000)
    assert (paper.goods_net_idr, paper.tax_idr, paper.gross_idr) == (500_000, 55_000, 555_000)


def test_the_same_form_twice_is_one_order(app: Flask) -> None:
    fill({PAPER: 10})
    first = place()
    fill({PAPER: 10})
    assert place() == first
    assert len(db.session.scalars(select(Order)).all()) == 1


def test_a_one_line_order_costs_few_statements(app: Flask) -> None:
    fill({PAPER: 1})
    pp, package = actor("pp.sukun"), package_of()
    buyer_id, package_id = package.buyer_id, package.id
    db.session.commit()
    counted: list[str] = []
    event.listen(db.engines[None], "before_cursor_execute", lambda *args: counted.append(args[2]))
    place_orders_from_cart(
        pp, buyer_id=buyer_id, package_id=package_id, details=DETAILS, once_key="form-key-1", now=NOW
    )
    db.session.commit()
    assert len([s for s in counted if not s.startswith("BEGIN")]) <= 16


def test_the_preview_shows_cost_warnings_and_payout_and_writes_nothing(app: Flask) -> None:
    fill({PAPER: 10})
    db.session.commit()
    package = package_of()
    (planned,) = preview(
        actor("pp.sukun"), buyer_id=package.buyer_id, package_id=package.id, details=DETAILS, now=NOW
    )
    assert planned.order.gross_idr == 555_000
    assert planned.payout_idr == 500_000 - 2_500
    assert planned.findings == []
    assert not db.session.new
    assert not db.session.dirty


def test_a_warning_asks_for_a_reason_and_keeps_it(app: Flask) -> None:
    fill({IMPORTED: 2})
    with pytest.raises(errors.WarningsUnanswered) as refusal:
        place()
    assert {finding.rule for finding in refusal.value.values["findings"]} == {"R08", "R09"}
    reasons = {"R08": "tidak ada UMK yang menyediakan", "R09": "spesifikasi mesin"}
    (order,) = place(replace(DETAILS, reasons=reasons))
    assert order.warnings == [{"rule": rule, "reason": reasons[rule]} for rule in ("R08", "R09")]


def test_above_two_hundred_million_only_the_ppk_buys(app: Flask) -> None:
    paper = product(PAPER)
    paper.stock = 10_000
    fill({PAPER: 3_604})  # Rp 200,022,000 with PPN
    with pytest.raises(errors.AboveAuthority):
        place()
    carts.change_cart_line(actor("pp.sukun"), buyer_id=package_of().buyer_id, product_id=paper.id, quantity=3_603)
    assert place(replace(DETAILS, reasons={"R04a": "kebutuhan setahun"}))[0].gross_idr == 199_966_500
    fill({PAPER: 1_700}, "ppk.sukun")
    assert place(replace(DETAILS, reasons={"R04": "y", "R04a": "y"}), actor=actor("ppk.sukun"), once_key="form-key-2")


@pytest.mark.parametrize("username", ["kpa.sukun", "bendahara.sukun", "sri", "outsider.pp", "auditor"])
def test_only_the_units_buyers_place_orders(app: Flask, username: str) -> None:
    with pytest.raises(errors.NotAllowed):
        place(actor=actor(username))


def test_what_stands_in_the_way_is_named(app: Flask) -> None:
    with pytest.raises(errors.EmptyCart):
        place()
    fill({PAPER: 10})
    with pytest.raises(errors.BadDate) as early:
        place(replace(DETAILS, needed_on=date(2023, 9, 1)))
    assert early.value.values["earliest"] == date(2023, 9, 2)
    with pytest.raises(errors.BadDate):
        place(replace(DETAILS, needed_on=date(2024, 1, 2)))
    with pytest.raises(errors.NotDeliveredThere):
        place(replace(DETAILS, delivery_region_code="35.07"))
    with pytest.raises(errors.PackageMissing):
        place(package_id=999_999)
    with pytest.raises(errors.PackageUnusable):
        place(package_id=package_of("43118999").id)
    with pytest.raises(errors.BadChoice):
        place(replace(DETAILS, payment_path="emas"))
    with pytest.raises(errors.BadChoice):
        place(once_key="x")


def test_a_changed_product_is_looked_at_again(app: Flask) -> None:
    fill({PAPER: 10})
    paper = product(PAPER)
    paper.version += 1
    with pytest.raises(errors.ProductChanged):
        place()
    carts.change_cart_line(actor("pp.sukun"), buyer_id=package_of().buyer_id, product_id=paper.id, quantity=10)
    assert place()


def test_shops_and_products_that_may_not_sell_are_refused(app: Flask) -> None:
    fill({PAPER: 10})
    paper = product(PAPER)
    shop = db.session.get_one(Supplier, paper.supplier_id)
    paper.status = ProductStatus.PAUSED
    with pytest.raises(errors.NotListed):
        place()
    paper.status = ProductStatus.ACTIVE
    db.session.add(Sanction(supplier_id=shop.id, kind="suspensi_6_bulan", reason="x", starts_at=NOW - timedelta(days=1),
                            ends_at=NOW + timedelta(days=1)))  # fmt: skip
    with pytest.raises(errors.SupplierSuspended):
        place()
    shop.verified_at = None
    with pytest.raises(errors.SupplierNotVerified):
        place()


def test_a_sanction_ends_by_itself_and_a_warning_never_blocks(app: Flask) -> None:
    fill({PAPER: 10})
    shop_id = product(PAPER).supplier_id
    db.session.add(Sanction(supplier_id=shop_id, kind="suspensi_6_bulan", reason="x", starts_at=NOW - timedelta(days=9),
                            ends_at=NOW))  # fmt: skip
    db.session.add(Sanction(supplier_id=shop_id, kind="teguran", reason="x", starts_at=NOW, ends_at=None))
    assert place()


def test_more_than_the_shelf_or_the_day_holds_is_refused(app: Flask) -> None:
    fill({PAPER: 101})
    with pytest.raises(errors.SoldOut) as refusal:
        place()
    assert refusal.value.values == {"product": PAPER, "available": 100}


def test_a_package_that_is_too_small_is_refused(app: Flask) -> None:
    fill({PAPER: 10})
    package_of().pagu_idr = 554_999
    with pytest.raises(errors.BudgetExceeded) as refusal:
        place()
    assert refusal.value.values == {"amount_idr": 555_000, "free_idr": 554_999}


def test_a_dearer_shop_is_chosen_with_a_reason(app: Flask) -> None:
    fill({"Kertas HVS F4 75 gram": 2})
    rival = product(IMPORTED)
    rival.unit_price_net_idr = 20_000
    details = replace(DETAILS, compared_product_ids=(rival.id,))
    with pytest.raises(errors.NotCheapestUnexplained):
        place(details)
    (order,) = place(replace(details, reason_not_cheapest="ukuran F4 diperlukan"))
    assert (order.compared_count, order.is_cheapest) == (2, False)


def test_a_saved_draft_is_changed_and_submitted(app: Flask) -> None:
    first_stock = stock_now()
    order = order_at(S.DRAFT)
    pp = actor("pp.sukun")
    drafts.change_draft(order, actor=pp, seen=order.version, quantities={1: 4}, title="Kertas triwulan IV")
    assert order.gross_idr == 4 * 55_500
    with pytest.raises(errors.StaleOrder):
        drafts.change_draft(order, actor=pp, seen=1, quantities={1: 5})
    with pytest.raises(errors.NotAllowed):
        drafts.change_draft(order, actor=actor("outsider.pp"))
    with pytest.raises(errors.NothingOrdered):
        drafts.change_draft(order, actor=pp, quantities={1: 0})
    db.session.rollback()
    order = order_at(S.DRAFT)
    orders.submit_order(order, actor=pp, now=NOW)
    check_invariants(first_stock)


def test_an_order_that_came_back_starts_again_at_todays_prices(app: Flask) -> None:
    order = order_at(S.RETURNED)
    product(PAPER).unit_price_net_idr = 45_000
    drafts.revise(order, actor=actor("pp.sukun"), now=NOW)
    assert (order.status, order.goods_net_idr, order.held_idr) == (S.DRAFT, 450_000, 0)


def test_packages_are_drawn_up_announced_and_never_cut_below_what_is_used(app: Flask) -> None:
    ppk, kpa = actor("ppk.sukun"), actor("kpa.sukun")
    buyer_id = package_of().buyer_id
    package = plans.create_package(ppk, buyer_id=buyer_id, fiscal_year=2023, name="Makan minum rapat",
                                   account_code="5.1.02.01.01.0052", account_name="Makanan", pagu_idr=5_000_000)  # fmt: skip
    assert package.rup_code not in {"43118207", "43118999"}
    fill({PAPER: 10})
    with pytest.raises(errors.PackageUnusable):
        place(package_id=package.id)
    with pytest.raises(errors.NotAllowed):
        plans.announce_package(package, actor=ppk, now=NOW)
    plans.announce_package(package, actor=kpa, now=NOW)
    assert place(package_id=package.id)
    with pytest.raises(errors.PaguTooLow):
        plans.change_pagu(package, 554_999, actor=ppk, now=NOW)
    plans.change_pagu(package, 555_000, actor=ppk, now=NOW)
    assert package.free_idr == 0
    with pytest.raises(errors.NotAllowed):
        plans.change_pagu(package, 9_000_000, actor=actor("outsider.ppk"), now=NOW)
