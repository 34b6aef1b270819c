"""The small world on both engines: business tables, ledger and totals tell one story."""

from collections import Counter

from flask import Flask

from marketplace.accounts.permissions import FORBIDDEN_PAIRS, Role
from marketplace.extensions import db
from marketplace.ledger import verify
from marketplace.ledger.models import World
from marketplace.purchasing.statuses import OrderStatus
from marketplace.simulation.desks import WAYS
from marketplace.simulation.population import characters
from tests.simulation.worlds import one, rows


def test_the_ledger_verifies_with_its_tables(kelas: Flask) -> None:
    world = db.session.get_one(World, 1)
    assert world.ready_at is not None
    db.session.rollback()
    report = verify.verify(db.engine.url, world.origin, world.public_key, kelas.extensions["projections"])
    assert report.is_good, report.failures


def test_each_order_stands_where_its_last_entry_left_it(kelas: Flask) -> None:
    last: dict[str, str] = {}
    for number, status in rows(
        "SELECT order_number, to_status FROM ledger_entries WHERE to_status IS NOT NULL ORDER BY entry_index"
    ):
        last[number] = status
    orders = dict(rows("SELECT number, status FROM orders"))
    drafts = {number for number, status in orders.items() if number not in last}
    assert all(orders[number] == OrderStatus.DRAFT for number in drafts)
    assert {number: status for number, status in orders.items() if number not in drafts} == last


def test_each_status_follows_the_one_before(kelas: Flask) -> None:
    stands: dict[str, str] = {}
    for number, before, after in rows(
        "SELECT order_number, from_status, to_status FROM ledger_entries"
        " WHERE to_status IS NOT NULL ORDER BY entry_index"
    ):
        assert stands.get(number, OrderStatus.DRAFT) == before
        stands[number] = after


def test_packages_hold_and_post_what_their_orders_say(kelas: Flask) -> None:
    wrong = rows(
        "SELECT p.id, p.held_idr, p.posted_idr, sum(o.held_idr), sum(CASE WHEN o.paid_at IS NULL THEN 0 ELSE"
        " o.accepted_net_idr + o.accepted_tax_idr - o.penalty_idr END) AS posted FROM plan_packages p"
        " JOIN orders o ON o.package_id = p.id GROUP BY p.id, p.held_idr, p.posted_idr"
        " HAVING p.held_idr <> sum(o.held_idr) OR p.posted_idr <> sum(CASE WHEN o.paid_at IS NULL THEN 0 ELSE"
        " o.accepted_net_idr + o.accepted_tax_idr - o.penalty_idr END)"
    )
    assert wrong == []
    assert one("SELECT count(*) FROM plan_packages WHERE announced_at IS NULL") == 0
    assert one("SELECT count(*) FROM plan_packages WHERE held_idr > 0") > 10


def test_document_and_order_numbers_have_no_gaps(kelas: Flask) -> None:
    counters = {
        tuple(row[:3]): row[3] for row in rows("SELECT buyer_id, fiscal_year, type, last FROM document_counters")
    }
    seen: Counter = Counter()
    for buyer, number, kind, sequence in rows(
        "SELECT o.buyer_id, d.number, d.type, d.sequence FROM order_documents d JOIN orders o ON o.id = d.order_id"
        " ORDER BY d.id"
    ):
        key = (buyer, int(number[-4:]), kind)
        seen[key] += 1
        assert sequence == seen[key]
    assert dict(seen) == counters
    numbers = sorted(number for (number,) in rows("SELECT number FROM orders"))
    assert numbers == [f"TD-2023-{n:06}" for n in range(1, len(numbers) + 1)]
    assert rows("SELECT fiscal_year, last FROM order_counters") == [(2023, len(numbers))]


def test_documents_point_at_the_entry_that_proves_them(kelas: Flask) -> None:
    wrong = rows(
        "SELECT d.number FROM order_documents d JOIN orders o ON o.id = d.order_id"
        " LEFT JOIN ledger_entries e ON e.entry_index = d.entry_index"
        " WHERE e.order_number IS NULL OR e.order_number <> o.number OR e.occurred_at <> d.issued_at"
    )
    assert wrong == []


def test_work_waits_in_every_state(kelas: Flask) -> None:
    found = dict(rows("SELECT status, count(*) FROM orders GROUP BY status"))
    assert set(WAYS) | {OrderStatus.COMPLETED} <= set(found)


def test_the_characters_find_their_desks_full(kelas: Flask) -> None:
    for desk in characters()["desk"]:
        shop = next(shop["name"] for shop in characters()["shops"] if shop["key"] == desk["shop"])
        found = Counter(
            status
            for (status,) in rows(
                "SELECT o.status FROM orders o JOIN buyers b ON b.id = o.buyer_id"
                " JOIN suppliers s ON s.id = o.supplier_id WHERE b.document_code = :unit AND s.name = :shop",
                unit=desk["unit"], shop=shop,
            )
        )  # fmt: skip
        assert Counter(desk["statuses"]) <= found


def test_no_deadline_has_passed_when_the_clock_starts(kelas: Flask) -> None:
    (clock,) = rows("SELECT clock_world_at FROM worlds")[0]
    overdue = rows("SELECT number, status FROM orders WHERE respond_by <= :clock", clock=clock)
    assert overdue == []


def test_every_role_has_a_character(kelas: Flask) -> None:
    played = {
        role
        for (role,) in rows(
            "SELECT DISTINCT m.role FROM users u JOIN memberships m ON m.user_id = u.id"
            " WHERE u.persona_order IS NOT NULL"
        )
    }
    assert played == {role.value for role in Role} - {Role.PUBLIC.value, Role.SYSTEM.value}
    wishes = rows("SELECT persona_wish, persona_wish_en FROM users WHERE persona_order IS NOT NULL")
    assert len(wishes) >= 12
    assert all(wish and wish_en for wish, wish_en in wishes)
    assert one("SELECT count(*) FROM users WHERE password_hash IS NOT NULL") == 0


def test_nobody_holds_duties_that_must_be_apart_in_one_office(kelas: Flask) -> None:
    held: dict[tuple, set[str]] = {}
    for user, buyer, role in rows("SELECT user_id, buyer_id, role FROM memberships WHERE buyer_id IS NOT NULL"):
        held.setdefault((user, buyer), set()).add(role)
    for roles in held.values():
        assert not any({one_role.value, other.value} <= roles for one_role, other in FORBIDDEN_PAIRS)


def test_each_office_of_malang_has_its_four_duties(kelas: Flask) -> None:
    staffed = rows(
        "SELECT b.id, count(DISTINCT m.role) FROM buyers b JOIN memberships m ON m.buyer_id = b.id"
        " WHERE b.region_code = '35.73' GROUP BY b.id"
    )
    assert len(staffed) == 154
    assert {duties for _, duties in staffed} == {4}


def test_what_classes_need_took_no_part_in_the_history(kelas: Flask) -> None:
    kinds = rows(
        "SELECT substr(min(p.category_code), 1, 2), s.is_pkp, s.id FROM suppliers s JOIN products p"
        " ON p.supplier_id = s.id WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.supplier_id = s.id)"
        " AND s.region_code = '35.73' GROUP BY s.id, s.is_pkp"
    )
    found = Counter((department, bool(pkp)) for department, pkp, _ in kinds)
    assert all(found[kind] >= 32 for kind in [("01", False), ("03", False), ("03", True), ("05", True)])
    assert one("SELECT count(*) FROM suppliers WHERE verified_at IS NULL") >= 32
    untouched = "SELECT count(DISTINCT p.buyer_id) FROM plan_packages p JOIN buyers b ON b.id = p.buyer_id WHERE"
    assert one(f"{untouched} b.kind = 'kelurahan' AND p.pagu_idr = 90000000 AND held_idr + posted_idr = 0") == 57


def test_planted_irregularities_can_be_found_again(kelas: Flask) -> None:
    keys = [key for (key,) in rows("SELECT once_key FROM orders WHERE once_key LIKE 'anomali/%'")]
    kinds = {key.split("/")[1].rsplit("-", 1)[0] for key in keys}
    assert kinds == {"pecah", "larut", "lonjakan", "sekongkol"}


def test_a_split_stays_below_the_limit_and_passes_it_together(kelas: Flask) -> None:
    gross = [value for (value,) in rows("SELECT gross_idr FROM orders WHERE once_key LIKE 'anomali/pecah-1/%'")]
    assert len(gross) == 3
    assert max(gross) < 200_000_000 < sum(gross)


def test_a_spiked_price_falls_back(kelas: Flask) -> None:
    product, paid = rows(
        "SELECT l.product_id, l.unit_price_net_idr FROM orders o JOIN order_lines l ON l.order_id = o.id"
        " WHERE o.once_key = 'anomali/lonjakan-1/1'"
    )[0]
    now = one("SELECT unit_price_net_idr FROM products WHERE id = :product", product=product)
    assert paid > now * 1.2


def test_money_adds_up_in_every_order(kelas: Flask) -> None:
    wrong = rows(
        "SELECT o.number FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.id, o.number, o.goods_net_idr"
        " HAVING sum(l.net_idr) <> o.goods_net_idr"
    )
    assert wrong == []
    assert one("SELECT count(*) FROM orders WHERE accepted_net_idr > goods_net_idr + shipping_net_idr") == 0


def test_totals_of_the_public_pages_equal_the_orders(kelas: Flask) -> None:
    public = rows("SELECT region_code, sum(orders), sum(value_idr) FROM region_months GROUP BY 1 ORDER BY 1")
    own = rows("SELECT region_code, count(*), sum(accepted_net_idr) FROM orders WHERE status = 'selesai'"
               " GROUP BY 1 ORDER BY 1")  # fmt: skip
    assert [(region, int(orders), int(value)) for region, orders, value in public] == [
        (region, int(orders), int(value)) for region, orders, value in own
    ]
