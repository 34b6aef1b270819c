import pytest
from flask import Flask

from marketplace.extensions import db
from marketplace.purchasing.statuses import OrderStatus
from tests import factories, journeys


@pytest.mark.parametrize("status", list(journeys.PATHS))
def test_every_status_can_be_reached_by_people_and_timers(app: Flask, status: OrderStatus) -> None:
    order = factories.order_at(status)
    db.session.commit()
    assert order.status == status
