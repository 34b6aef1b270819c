"""What may be listed, by whom, and what a change leaves behind."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.accounts.models import Supplier
from marketplace.catalogue import errors, queries, services
from marketplace.catalogue.models import Category, PriceChange, Product, ProductFreeze
from marketplace.catalogue.search import index
from marketplace.extensions import db
from tests.factories import NOW, actor

REASON = "Harga di atas harga toko ini di luar Toko Daring."
VALUES = services.ProductValues(
    name="Kertas buram 60 gram", category_code="03.01", unit="rim", unit_price_net_idr=30_000, areas=("35.73",),
    domestic_status="pdn", stock=40,
)  # fmt: skip


@pytest.fixture(autouse=True)
def indexed(app: Flask) -> None:
    index.rebuild_index(db.session())


def shop(code: str = "P-35730002") -> Supplier:
    return db.session.scalars(select(Supplier).where(Supplier.code == code)).one()


def a4() -> Product:
    return db.session.scalars(select(Product).where(Product.name == "Kertas HVS A4 70 gram")).one()


def values_of(product: Product, **changes: object) -> services.ProductValues:
    kept = {name: getattr(product, name) for name in services.ProductValues.__slots__ if name != "areas"}
    return replace(services.ProductValues(**kept, areas=tuple(queries.areas_of(product.id))), **changes)


def test_a_new_product_has_its_category_s_tax_a_first_price_and_can_be_found() -> None:
    before = queries.revision()
    product = services.add_product(shop().id, VALUES, actor=actor("atk"), now=NOW)
    assert product.tax_class == "ppn"
    assert [change.unit_price_net_idr for change in queries.price_history(product.id)] == [30_000]
    assert queries.revision() == before + 1
    assert queries.product_for_order(product.id).delivers_to("35.73")


def test_the_same_form_sent_twice_is_one_product() -> None:
    first = services.add_product(shop().id, VALUES, actor=actor("atk"), now=NOW, once_key="k" * 32)
    assert services.add_product(shop().id, VALUES, actor=actor("atk"), now=NOW, once_key="k" * 32) is first


def test_another_s_one_time_key_does_not_show_another_s_product() -> None:
    services.add_product(shop().id, VALUES, actor=actor("atk"), now=NOW, once_key="k" * 32)
    other = shop("P-35730001")
    with pytest.raises(errors.CatalogueError):
        services.add_product(other.id, VALUES, actor=actor("sri"), now=NOW, once_key="k" * 32)


def test_only_a_verified_shop_may_list() -> None:
    shop().verified_at = None
    with pytest.raises(errors.ShopNotVerified) as refusal:
        services.add_product(shop().id, VALUES, actor=actor("atk"), now=NOW)
    assert refusal.value.rule == "R39"


def test_a_shop_lists_only_what_its_nib_covers() -> None:
    shop().kbli = ["47611"]
    with pytest.raises(errors.BusinessFieldMismatch):
        services.add_product(shop().id, VALUES, actor=actor("atk"), now=NOW)


def test_medical_devices_need_their_permit() -> None:
    db.session.add(Category(code="10", name="Kesehatan", name_en="Health", kbli="4772", unit="pcs"))
    db.session.flush()
    db.session.add(Category(code="10.02", parent_code="10", name="Alat Kesehatan", name_en="Devices", kbli="56210",
                            tax_class="ppn", unit="unit"))  # fmt: skip
    db.session.flush()
    device = replace(VALUES, category_code="10.02")
    with pytest.raises(errors.RegistrationMissing) as refusal:
        services.add_product(shop().id, device, actor=actor("atk"), now=NOW)
    assert refusal.value.rule == "R40"
    services.add_product(shop().id, replace(device, nie_number="AKL 20501"), actor=actor("atk"), now=NOW)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"category_code": "03"}, errors.UnknownCategory), ({"category_code": "99.99"}, errors.UnknownCategory),
        ({"areas": ()}, errors.UnknownArea), ({"areas": ("35.99",)}, errors.UnknownArea),
        ({"areas": ("35",)}, errors.UnknownArea), ({"daily_capacity": 5}, errors.WrongSupply),
        ({"stock": None}, errors.WrongSupply),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(changes: dict[str, object], refusal: type[errors.CatalogueError]) -> None:
    with pytest.raises(refusal):
        services.add_product(shop().id, replace(VALUES, **changes), actor=actor("atk"), now=NOW)


@pytest.mark.parametrize("who", ["sri", "outsider.shop", "pp.sukun", "admin.malang", "auditor"])
def test_nobody_else_may_list_for_a_shop(who: str) -> None:
    with pytest.raises(errors.NotAllowed):
        services.add_product(shop().id, VALUES, actor=actor(who), now=NOW)


def test_a_new_price_is_remembered_and_grows_the_version() -> None:
    product, version = a4(), a4().version
    services.edit_product(product, values_of(product, unit_price_net_idr=52_000), actor=actor("atk"), now=NOW,
                          version=version)  # fmt: skip
    assert product.version == version + 1
    assert product.price_changed_at == NOW
    assert [change.unit_price_net_idr for change in queries.price_history(product.id)] == [50_000, 52_000]


def test_an_edit_without_a_new_price_leaves_the_history_alone() -> None:
    product = a4()
    services.edit_product(product, values_of(product, lead_days=4), actor=actor("atk"), now=NOW, version=1)
    assert len(queries.price_history(product.id)) == 1


@pytest.mark.parametrize(("price", "allowed"), [(27_500, True), (22_500, True), (27_501, False), (22_499, False)])
def test_staff_move_a_price_by_a_tenth_at_most(price: int, allowed: bool) -> None:
    rice = db.session.scalars(select(Product).where(Product.name == "Nasi kotak ayam bakar")).one()
    wanted = values_of(rice, unit_price_net_idr=price)
    if allowed:
        services.edit_product(rice, wanted, actor=actor("staf.sri"), now=NOW, version=1)
        assert rice.unit_price_net_idr == price
    else:
        with pytest.raises(errors.PriceMoveTooLarge):
            services.edit_product(rice, wanted, actor=actor("staf.sri"), now=NOW, version=1)
        services.edit_product(rice, wanted, actor=actor("sri"), now=NOW, version=1)


def test_the_second_of_two_editors_is_told() -> None:
    product = a4()
    services.edit_product(product, values_of(product, lead_days=4), actor=actor("atk"), now=NOW, version=1)
    with pytest.raises(errors.StaleProduct):
        services.edit_product(product, values_of(product, lead_days=9), actor=actor("atk"), now=NOW, version=1)


def test_delivery_areas_follow_the_form() -> None:
    product = a4()
    services.edit_product(
        product, values_of(product, areas=("35.07", "35.73")), actor=actor("atk"), now=NOW, version=1
    )
    assert queries.areas_of(product.id) == ["35.07", "35.73"]


def test_a_frozen_product_is_not_the_shop_s_to_resume() -> None:
    product = a4()
    services.freeze_product(product, reason=REASON, actor=actor("admin.malang"), now=NOW)
    with pytest.raises(errors.NotForSale):
        services.resume_product(product, actor=actor("atk"))
    services.thaw_product(product, actor=actor("platform"), now=NOW)
    assert queries.freezes_of([product.id]) == {}
    services.resume_product(product, actor=actor("atk"))
    assert product.status == "aktif"


@pytest.mark.parametrize("who", ["atk", "admin.jatim", "outsider.pp", "pp.sukun"])
def test_only_the_region_s_admin_or_the_platform_freezes(who: str) -> None:
    with pytest.raises(errors.NotAllowed):
        services.freeze_product(a4(), reason=REASON, actor=actor(who), now=NOW)


def test_a_freeze_is_kept_once_and_tells_whether_the_shop_has_changed_the_product() -> None:
    product = a4()
    for _ in range(2):
        services.freeze_product(product, reason=REASON, actor=actor("admin.malang"), now=NOW)
    frozen = queries.freezes_of([product.id])[product.id]
    assert (frozen.reason, frozen.admin_name, frozen.is_changed) == (REASON, "Admin Malang", False)
    changed = values_of(product, unit_price_net_idr=45_000)
    services.edit_product(product, changed, actor=actor("atk"), now=NOW, version=product.version)
    assert [row.is_changed for row in queries.freezes_for(actor("admin.malang"))] == [True]
    for _ in range(2):
        services.thaw_product(product, actor=actor("admin.malang"), now=NOW)
    services.freeze_product(product, reason=REASON, actor=actor("platform"), now=NOW)
    assert db.session.scalar(select(func.count()).select_from(ProductFreeze)) == 2


def test_frozen_products_are_listed_for_those_who_can_thaw_them() -> None:
    services.freeze_product(a4(), reason=REASON, actor=actor("admin.malang"), now=NOW)
    outside = db.session.scalars(select(Product).where(Product.name == "Kertas HVS impor")).one()
    services.freeze_product(outside, reason=REASON, actor=actor("platform"), now=NOW)
    assert [row.product_id for row in queries.freezes_for(actor("admin.malang"))] == [a4().id]
    assert {row.product_id for row in queries.freezes_for(actor("platform"))} == {a4().id, outside.id}
    assert queries.freezes_for(actor("atk")) == []


def test_restocking_tells_visitors_only_when_availability_changes() -> None:
    product, before = a4(), queries.revision()
    services.restock(product, 90, actor=actor("atk"))
    assert queries.revision() == before
    services.restock(product, 0, actor=actor("atk"))
    services.restock(product, 10, actor=actor("atk"))
    assert queries.revision() == before + 2


def test_the_reference_needs_five_comparable_products_and_widens_to_the_province() -> None:
    key = queries.product_for_order(a4().id).peer_key
    assert queries.price_reference(key, "35.73") is None
    for n, price in enumerate((40_000, 44_000, 60_000, 70_000)):
        services.add_product(shop().id, replace(VALUES, name=f"Kertas HVS A4 merek {n}", unit_price_net_idr=price),
                             actor=actor("atk"), now=NOW)  # fmt: skip
    found = queries.price_reference(key, "35.73")
    assert found
    assert (found.median_idr, found.sample, found.region_code) == (50_000, 5, "35.73")
    assert (found.quartile_low_idr, found.quartile_high_idr) == (44_000, 60_000)
    assert queries.price_reference(key, "35.71").region_code == "35"
    assert queries.medians([key, "nothing"], "35.73") == {key: 50_000}


def test_categories_can_be_loaded_twice() -> None:
    rows = [{"code": "03", "parent": "", "name_id": "Kantor", "name_en": "Office", "kbli": "4761", "ppn": "", "unit": ""},
            {"code": "03.01", "parent": "03", "name_id": "Kertas", "name_en": "Paper", "kbli": "47611", "ppn": "yes", "unit": "rim"}]  # fmt: skip
    assert services.load_categories(rows) == services.load_categories(rows) == 2
    assert db.session.scalar(select(Category.name_en).where(Category.code == "03.01")) == "Paper"
    assert db.session.scalars(select(PriceChange.id)).all()
