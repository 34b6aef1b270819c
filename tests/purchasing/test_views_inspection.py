"""Looking at what arrived: less than all is good only together with what is wrong."""

from flask.testing import FlaskClient

from marketplace.extensions import db
from marketplace.purchasing.statuses import OrderStatus
from tests.factories import order_at
from tests.sessions import sign_in


def test_fewer_good_than_arrived_asks_what_is_wrong_at_its_field(client: FlaskClient) -> None:
    order = order_at(OrderStatus.RECEIVED)
    number, version = order.number, order.version
    db.session.commit()
    sign_in(client, "ppk.sukun")
    answer = client.post(
        f"/pesanan/{number}/pemeriksaan", data={"seen": version, "line_1": "7", "note": "Tiga rim basah."}
    )
    assert answer.status_code == 422
    assert "Pilih apa yang tidak sesuai" in answer.text
    assert 'href="#defect"' in answer.text
    assert "Tiga rim basah." in answer.text


def test_the_shop_that_offered_is_not_told_what_the_buyer_should_do(client: FlaskClient) -> None:
    order = order_at(OrderStatus.OFFER_RECEIVED)
    number = order.number
    db.session.commit()
    page = sign_in(client, "atk").get(f"/pesanan/{number}").text
    assert "Terima penawaran ini" not in page
    assert "Pejabat Pengadaan menerimanya atau menawar balik" in page
