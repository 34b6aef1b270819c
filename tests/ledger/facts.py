"""A small believable history for the ledger's own tests."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from marketplace.ledger.services import Fact

WHEN = datetime(2023, 8, 31, 1, 23, 45, 678_000, tzinfo=UTC)


def order_fact(n: int, when: datetime | None = None) -> Fact:
    return Fact(
        "order.issued",
        when or WHEN + timedelta(minutes=n),
        order_number=f"TD-2023-{n:06d}",
        from_status="disetujui",
        to_status="sp_terbit",
        actor_role="ppk",
        actor=b"\xab" * 32,
        region_code="35.73",
        buyer_code="3573-KEL-SUKUN",
        supplier_code="P-35730001",
        amount_idr=1_250_000 + n,
        facts={"document": f"{n}/SP/KEL-SUKUN/VIII/2023", "due_on": "2023-09-05", "lines": [[1, n]]},
    )


def bare_fact(n: int) -> Fact:
    """A fact with as little as possible: no order, no actor, no amount."""
    return Fact("unit.registered", WHEN + timedelta(minutes=n), facts={"name": f"Kelurahan “Sukun” ke-{n} 🏠"})


def some_facts(count: int) -> Iterator[Fact]:
    for n in range(count):
        yield bare_fact(n) if n % 5 == 0 else order_fact(n)
