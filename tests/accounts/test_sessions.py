from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from marketplace.accounts import queries
from marketplace.accounts.models import Membership, User
from marketplace.accounts.permissions import Permission, Role
from marketplace.accounts.sessions import current_actor, requires, requires_sign_in, safe_next
from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.web.now import wall_now, world_now
from tests.factories import NOW
from tests.sessions import sign_in

TODAY = date(2023, 9, 1)


def user(username: str) -> User:
    return db.session.scalars(select(User).where(User.username == username)).one()


def test_an_actor_has_todays_appointments_with_the_name_of_the_place(app: Flask) -> None:
    actor = queries.load_actor(db.session.connection(), user("kpa.sukun").id, 0, TODAY)
    assert actor is not None
    assert [(a.role, a.place_name) for a in actor.appointments] == [(Role.BUDGET_HOLDER, "Kelurahan Sukun")]
    assert actor.may(Permission.PAYMENT_AUTHORISE)


def test_an_appointment_that_has_ended_or_not_begun_gives_nothing(app: Flask) -> None:
    someone = user("ppk.sukun")
    db.session.execute(update(Membership).where(Membership.user_id == someone.id).values(valid_until=TODAY))
    db.session.add(Membership(user_id=someone.id, role=Role.AUDITOR, valid_from=TODAY + timedelta(days=1)))
    db.session.commit()
    actor = queries.load_actor(db.session.connection(), someone.id, 0, TODAY)
    assert actor is not None
    assert actor.appointments == ()


def test_a_closed_account_or_an_older_epoch_is_nobody(app: Flask) -> None:
    someone = user("sri")
    assert queries.load_actor(db.session.connection(), someone.id, 7, TODAY) is None
    someone.is_active = False
    db.session.commit()
    assert queries.load_actor(db.session.connection(), someone.id, 0, TODAY) is None


def test_who_is_asking_costs_one_statement(app: Flask) -> None:
    seen: list[str] = []
    user_id = user("pp.sukun").id
    event.listen(db.engines["read"], "before_cursor_execute", lambda *a: seen.append(a[2]))
    with db.engines["read"].connect() as connection:
        queries.load_actor(connection, user_id, 0, TODAY)
    assert len([sql for sql in seen if sql.startswith("SELECT")]) == 1


def test_the_door_asks_visitors_in_and_turns_the_wrong_role_away(app: Flask) -> None:
    @app.route("/uji/pintu", methods=["GET", "POST"])
    @requires(Permission.ORDER_APPROVE)
    def guarded() -> str:
        return current_actor().name

    client = app.test_client()
    answer = client.get("/uji/pintu?halaman=2")
    assert answer.status_code == 303
    assert answer.location == "/masuk?lanjut=/uji/pintu?halaman%3D2"
    assert client.post("/uji/pintu").location == "/masuk"
    assert sign_in(client, "sri").get("/uji/pintu").status_code == 403
    assert sign_in(client, "ppk.sukun").get("/uji/pintu").text == "Bambang Komitmen"


def test_current_user_answers_what_an_actor_does(app: Flask) -> None:
    @app.route("/uji/siapa")
    @requires_sign_in
    def who() -> dict:
        from flask_login import current_user

        return {
            "name": current_user.name,
            "may": current_user.may(Permission.PRODUCT_EDIT),
            "id": current_user.get_id(),
        }

    assert app.test_client().get("/uji/siapa").status_code == 303
    answer = sign_in(app.test_client(), "sri").get("/uji/siapa").json
    assert answer["name"] == "Sri Pemilik"
    assert answer["may"]
    assert answer["id"].endswith(".0")


@pytest.mark.parametrize("cookie", ["", "1", "x.0", "1.x", "-1.0", "999999.0", "1.0.0", "١.0"])
def test_a_cookie_that_names_nobody_is_a_visitor(app: Flask, cookie: str) -> None:
    @app.route("/uji/nama")
    def name() -> str:
        return current_actor().name or "-"

    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = cookie
    assert client.get("/uji/nama").text == "-"


@pytest.mark.parametrize(
    ("target", "is_safe"),
    [
        ("/pesanan", True),
        ("/pesanan?status=draf#atas", True),
        ("https://jahat.example/", False),
        ("//jahat.example", False),
        ("/\\jahat.example", False),
        ("/\t/jahat.example", False),
        ("javascript:alert(1)", False),
        ("pesanan", False),
        ("", False),
        (None, False),
    ],
)
def test_the_way_back_stays_inside(app: Flask, target: str | None, is_safe: bool) -> None:
    with app.test_request_context("/masuk"):
        assert (safe_next(target) == target) is (is_safe or target is None)
        assert bool(safe_next(target)) is is_safe


def test_in_a_room_the_way_back_stays_in_the_room(app: Flask) -> None:
    with app.test_request_context("/masuk", base_url="http://localhost/kelas/a"):
        assert safe_next("/pesanan") is None
        assert safe_next("/kelas/a/pesanan") == "/kelas/a/pesanan"


def test_the_world_has_its_own_time(app: Flask) -> None:
    assert world_now() == NOW
    db.session.execute(update(World).values(clock_mode="real", clock_real_at=wall_now() - timedelta(hours=2)))
    db.session.commit()
    assert NOW + timedelta(hours=2) <= world_now() < NOW + timedelta(hours=2, minutes=5)
    with app.test_request_context("/"):
        assert world_now() == world_now()


def test_reading_the_clock_takes_no_lock(app: Flask, client: FlaskClient) -> None:
    db.session.execute(update(User).values(locale="en"))  # this test now holds the writer's lock
    assert world_now() == NOW
    with db.engines["read"].connect() as connection:
        assert queries.load_actor(connection, 1, 0, TODAY) is not None
    db.session.rollback()
