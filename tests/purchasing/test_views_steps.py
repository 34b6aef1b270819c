"""Every step: it works · anonymous · wrong role · someone else's order · invalid input · wrong method · overtaken."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from marketplace.extensions import db
from marketplace.purchasing.models import Order
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.purchasing.views.tables import STEPS
from tests.factories import actor, order_at
from tests.purchasing.steps import CASES, Case
from tests.sessions import sign_in

EACH_STEP = pytest.mark.parametrize("case", CASES, ids=lambda case: case.noun)
BESIDE_THE_LIFECYCLE = ("penilaian-pemesan", "komplain", "sanksi")  # nobody can be overtaken there


def stood_up(case: Case) -> tuple[str, str]:
    """An order where the step starts; its address and the step's."""
    order = order_at(case.start)
    number = order.number
    db.session.commit()
    return number, f"/pesanan/{number}/{case.noun}"


def status_of(number: str) -> str:
    return read(select(Order.status).where(Order.number == number))


def version_of(number: str) -> str:
    return str(read(select(Order.version).where(Order.number == number)))


def read(statement: Any) -> Any:
    """Read and let go: an open transaction of the test would keep every request waiting for the writer's lock."""
    value = db.session.scalars(statement).one()
    db.session.rollback()
    return value


def test_no_step_is_forgotten() -> None:
    asked_for = {"penghentian", "tanggapan"}  # need the other side first; see below
    assert {case.noun for case in CASES} | asked_for == {step.noun for step in STEPS}


@EACH_STEP
def test_a_step_shows_its_form_and_works(client: FlaskClient, case: Case) -> None:
    number, address = stood_up(case)
    sign_in(client, case.actor)
    assert client.get(address).status_code == 200
    answer = client.post(address, data=case.typed | {"seen": version_of(number)})
    assert answer.status_code == 303, answer.text
    assert answer.location == f"/pesanan/{number}"
    assert status_of(number) == case.end
    assert client.get(answer.location).status_code == 200


@EACH_STEP
def test_a_step_is_only_for_its_people_and_its_method(client: FlaskClient, case: Case) -> None:
    """Anonymous, wrong role, an outsider and a wrong method, one after the other: the order stays where it was."""
    number, address = stood_up(case)
    typed = case.typed | {"seen": version_of(number)}

    anonymous = client.post(address, data=typed)
    assert (anonymous.status_code, anonymous.location.split("?")[0]) == (303, "/masuk")

    sign_in(client, case.wrong_role)
    assert client.get(f"/pesanan/{number}").status_code == 200, "the wrong role sees the order all the same"
    assert client.post(address, data=typed).status_code == 403

    sign_in(client, case.outsider)
    assert client.get(address).status_code == 404
    assert client.post(address, data=typed).status_code == 404

    sign_in(client, case.actor)
    assert client.delete(address).status_code == 405
    assert status_of(number) == case.start


@EACH_STEP
def test_a_step_refuses_wrong_input_and_whoever_was_overtaken(client: FlaskClient, case: Case) -> None:
    """What is wrong is named on the page; somebody who was overtaken sees the new state and decides again."""
    number, address = stood_up(case)
    sign_in(client, case.actor)
    if case.invalid is not None:
        wrong = client.post(address, data=case.invalid | {"seen": version_of(number)})
        assert wrong.status_code == 422
        assert "Ada yang perlu diperbaiki" in wrong.text
    if case.noun not in BESIDE_THE_LIFECYCLE:
        late = client.post(address, data=case.typed | {"seen": "0"})
        assert late.status_code == 422
        assert "baru saja diubah orang lain" in late.text
        assert f'value="{version_of(number)}"' in late.text
    assert status_of(number) == case.start


def test_a_mutual_stop_needs_the_other_sides_wish(client: FlaskClient) -> None:
    order = order_at(S.ACCEPTED)
    number = order.number
    db.session.commit()
    typed = {"reason": "kebutuhan_berubah"}
    sign_in(client, "atk")
    refused = client.post(f"/pesanan/{number}/penghentian", data=typed | {"seen": version_of(number)})
    assert refused.status_code == 422
    sign_in(client, "ppk.sukun")
    client.post(f"/pesanan/{number}/permintaan-penghentian", data=typed | {"seen": version_of(number)})
    own = client.post(f"/pesanan/{number}/penghentian", data=typed | {"seen": version_of(number)})
    assert own.status_code == 422
    sign_in(client, "atk")
    agreed = client.post(f"/pesanan/{number}/penghentian", data=typed | {"seen": version_of(number)})
    assert agreed.status_code == 303
    assert status_of(number) == S.STOPPED


def test_a_step_that_is_not_possible_now_leads_back_to_the_order(client: FlaskClient) -> None:
    number = order_at(S.ISSUED).number
    db.session.commit()
    sign_in(client, "ppk.sukun")
    answer = client.get(f"/pesanan/{number}/penilaian")
    assert answer.status_code == 303
    assert "tidak tersedia" in client.get(answer.location).text


def test_nobody_approves_what_she_proposed(client: FlaskClient) -> None:
    """R02, in the browser: the button is not there, the rule is, and a forged request is refused with it."""
    order = order_at(S.AWAITING_APPROVAL)
    order.drafted_by = actor("ppk.sukun").user_id
    number = order.number
    db.session.commit()
    sign_in(client, "ppk.sukun")
    page = client.get(f"/pesanan/{number}").text
    assert f"/pesanan/{number}/persetujuan" not in page
    assert "R02" in page
    answer = client.post(f"/pesanan/{number}/persetujuan", data={"seen": version_of(number)})
    assert answer.status_code == 422
    assert "R02" in answer.text
    assert status_of(number) == S.AWAITING_APPROVAL
