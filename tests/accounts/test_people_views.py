"""The platform administrator's desk: finding people, roles, transfers, closing, cutting the thread."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from marketplace.accounts import queries
from marketplace.accounts.permissions import Role
from marketplace.extensions import db
from tests.accounts.people import membership, seen
from tests.sessions import sign_in

DAY = "2023-09-01"


def id_of(username: str) -> int:
    return seen(username).id


def term_of(username: str) -> int:
    found = membership(username).id
    db.session.rollback()
    return found


def steps(username: str = "ppk.sukun") -> list[tuple[str, dict[str, str]]]:
    """Every form of a person's page with input that fits."""
    base, term = f"/akun/pengguna/{id_of(username)}", term_of(username)
    return [
        (f"{base}/jabatan", {"role": "auditor", "place": "", "on": DAY}),
        (f"{base}/jabatan/{term}/serah-terima", {"successor": "pelatih", "on": DAY}),
        (f"{base}/jabatan/{term}/pengakhiran", {"on": "2023-10-01"}),
        (f"{base}/penutupan", {}),
        (f"{base}/pemutusan", {"confirmation": username}),
        (f"{base}/pembukaan", {}),
    ]


def test_every_step_works_for_the_administrator(client: FlaskClient) -> None:
    path = f"/akun/pengguna/{id_of('sri')}"
    sign_in(client, "platform")
    for step, data in steps("ppk.sukun"):
        if "pengakhiran" in step:
            continue  # the term went to the successor just before
        answer = client.post(step, data=data)
        assert (answer.status_code, "pengguna" in answer.location) == (303, True), step
    assert client.post(f"{path}/jabatan/{term_of('sri')}/pengakhiran", data={"on": "2023-10-01"}).status_code == 303
    assert seen("ppk.sukun").salt is None
    assert "jejak diputus" in client.get(f"/akun/pengguna/{id_of('ppk.sukun')}").text


def test_visitors_are_asked_in_and_nothing_happens(client: FlaskClient) -> None:
    for step, data in steps():
        assert client.post(step, data=data).location.startswith("/masuk"), step
    assert client.get("/akun/pengguna").location.startswith("/masuk")
    assert seen("ppk.sukun").is_active


@pytest.mark.parametrize("username", ["ppk.sukun", "kpa.sukun", "admin.malang", "admin.jatim", "auditor", "sri"])
def test_other_roles_are_turned_away(client: FlaskClient, username: str) -> None:
    sign_in(client, username)
    for step, data in steps():
        assert client.post(step, data=data).status_code == 403, step
    assert client.get("/akun/pengguna").status_code == 403
    assert client.get(f"/akun/pengguna/{id_of('sri')}").status_code == 403


def test_people_and_terms_that_do_not_belong_together_do_not_exist(client: FlaskClient) -> None:
    sign_in(client, "platform")
    foreign = f"/akun/pengguna/{id_of('sri')}/jabatan/{term_of('ppk.sukun')}"
    assert client.post(f"{foreign}/pengakhiran", data={"on": DAY}).status_code == 404
    assert client.post(f"{foreign}/serah-terima", data={"successor": "atk", "on": DAY}).status_code == 404
    for unknown in ("999999", "99999999999999999999"):
        assert client.get(f"/akun/pengguna/{unknown}").status_code == 404
        assert client.post(f"/akun/pengguna/{unknown}/penutupan").status_code == 404


def test_a_get_does_nothing(client: FlaskClient) -> None:
    sign_in(client, "platform")
    for step, _ in steps():
        assert client.get(step).status_code == 405, step


@pytest.mark.parametrize(
    ("step", "data", "sentence"),
    [
        ("jabatan", {}, "Ada yang perlu diperbaiki"),
        ("jabatan", {"role": "raja", "place": "", "on": DAY}, "Pilih"),
        ("jabatan", {"role": "auditor", "place": "35.73", "on": DAY}, "lain jenisnya"),
        ("jabatan", {"role": "bendahara", "place": "tidak-ada", "on": DAY}, "lain jenisnya"),
        ("jabatan", {"role": "bendahara", "place": "3573-KEL-SUKUN", "on": DAY}, "orang yang berbeda (R02)"),
        ("jabatan", {"role": "ppk", "place": "3573-kel-sukun", "on": DAY}, "sudah memegang"),
        ("jabatan", {"role": "auditor", "on": DAY, "until": "2023-01-01"}, "setelah tanggal mulai"),
        ("jabatan", {"role": "auditor", "on": "kemarin"}, "kalender"),
        ("jabatan/TERM/serah-terima", {"successor": "tidak.ada", "on": DAY}, "Tidak ada pengguna"),
        ("jabatan/TERM/serah-terima", {"successor": "ppk.sukun", "on": DAY}, "kepada orang lain"),
        ("jabatan/TERM/serah-terima", {"successor": "pp.sukun", "on": DAY}, "R02"),
        ("jabatan/TERM/serah-terima", {"successor": "", "on": ""}, "Harus diisi"),
        ("jabatan/TERM/pengakhiran", {"on": "9999-99-99"}, "kalender"),
        ("pemutusan", {"confirmation": "ppk.sukun"}, "Tutup akunnya dahulu"),
    ],
)
def test_input_that_does_not_fit_is_refused_with_a_sentence(
    client: FlaskClient, step: str, data: dict[str, str], sentence: str
) -> None:
    sign_in(client, "platform")
    path = f"/akun/pengguna/{id_of('ppk.sukun')}/{step.replace('TERM', str(term_of('ppk.sukun')))}"
    answer = client.post(path, data=data)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_last_administrator_stays(client: FlaskClient) -> None:
    sign_in(client, "platform")
    answer = client.post(f"/akun/pengguna/{id_of('platform')}/penutupan")
    assert answer.status_code == 422
    assert "pengelola platform yang terakhir" in answer.text


def test_a_closed_account_is_out_at_once(app: Flask, client: FlaskClient) -> None:
    other = sign_in(app.test_client(), "sri")
    sign_in(client, "platform").post(f"/akun/pengguna/{id_of('sri')}/penutupan")
    assert other.get("/akun").status_code == 303


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=sri", {"Sri Pemilik", "Tono Staf"}),
        ("q=SUKUN+lurah", {"Lurah Sukun"}),
        ("peran=auditor", {"Auditor"}),
        ("q=%25", set()),
        ("q=_", set()),
        ("q=%5C", set()),
        ("q=a%00b", set()),
        ("q=tidakada&peran=raja&halaman=99", set()),
    ],
)
def test_people_are_found_by_words_and_role(client: FlaskClient, query: str, names: set[str]) -> None:
    page = sign_in(client, "platform").get(f"/akun/pengguna?{query}").text
    for name in ("Sri Pemilik", "Tono Staf", "Lurah Sukun", "Auditor"):
        assert (f'class="order-row__title">{name}</span>' in page) == (name in names), name


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999", "9" * 40, "٣"])
def test_a_page_that_is_none_shows_the_nearest(client: FlaskClient, page: str) -> None:
    assert sign_in(client, "platform").get(f"/akun/pengguna?halaman={page}").status_code == 200


def test_a_page_of_people_costs_a_fixed_number_of_statements(app: Flask) -> None:
    seen_sql: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *a: seen_sql.append(a[2]))
    found = queries.find_people("", None, day=membership("sri").valid_from)
    assert len(found.rows) == 15
    assert len([sql for sql in seen_sql if sql.startswith("SELECT")]) == 4  # term, count, people, memberships
    assert queries.find_people("", Role.TRAINER, day=membership("sri").valid_from).total == 1


def test_every_form_of_a_person_has_fields_of_its_own(client: FlaskClient) -> None:
    path = f"/akun/pengguna/{id_of('kpa.sukun')}"
    sign_in(client, "platform")
    refused = client.post(f"{path}/jabatan", data={"role": "ppk", "place": "TIDAK-ADA", "on": DAY}).text
    assert 'href="#place-appointment"' in refused
    for page in (client.get(path).text, refused):
        ids = re.findall(r' id="([^"]+)"', page)
        assert sorted(set(ids)) == sorted(ids)
