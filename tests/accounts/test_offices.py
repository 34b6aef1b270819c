"""Handing a role over in a unit: by its budget holder, or by the region's administrator."""

import re

import pytest
from flask.testing import FlaskClient

from tests.accounts.people import membership
from tests.accounts.test_people_views import term_of
from tests.sessions import sign_in

FITS = {"successor": "pelatih", "on": "2023-09-04"}


def path() -> str:
    return f"/akun/jabatan/{term_of('ppk.sukun')}/serah-terima"


@pytest.mark.parametrize("username", ["kpa.sukun", "admin.malang", "platform"])
def test_a_role_is_handed_over_within_reach(client: FlaskClient, username: str) -> None:
    sign_in(client, username)
    assert "Bambang Komitmen" in client.get("/akun/jabatan?satker=3573-kel-sukun").text
    assert client.post(path(), data=FITS).status_code == 303
    assert membership("pelatih")
    assert str(membership("ppk.sukun").valid_until) == "2023-09-04"


@pytest.mark.parametrize("words", ["sukun", "Kelurahan Suk", "3573-KEL-SUKUN"])
def test_an_administrator_finds_a_unit_by_its_name(client: FlaskClient, words: str) -> None:
    sign_in(client, "admin.malang")
    page = client.get("/akun/jabatan", query_string={"satker": words}).text
    assert "Bambang Komitmen" in page
    assert "PPK Luar" not in client.get("/akun/jabatan?satker=kelurahan").text


@pytest.mark.parametrize("words", ["Bandar Lor", "3571-KEL-BANDAR", "tidak ada", "%", "_"])
def test_a_unit_out_of_reach_is_not_found_and_the_page_says_so(client: FlaskClient, words: str) -> None:
    sign_in(client, "admin.malang")
    page = client.get("/akun/jabatan", query_string={"satker": words}).text
    assert "PPK Luar" not in page
    assert "Tidak ada satuan kerja yang cocok" in page


def test_a_visitor_is_asked_in(client: FlaskClient) -> None:
    assert client.get("/akun/jabatan").location.startswith("/masuk")
    assert client.post(path(), data=FITS).location.startswith("/masuk")


@pytest.mark.parametrize("username", ["ppk.sukun", "sri", "auditor", "admin.jatim", "outsider.ppk"])
def test_other_roles_are_turned_away(client: FlaskClient, username: str) -> None:
    sign_in(client, username)
    assert client.get("/akun/jabatan").status_code == 403
    assert client.post(path(), data=FITS).status_code == 403


def test_another_units_roles_do_not_exist(client: FlaskClient) -> None:
    sign_in(client, "kpa.sukun")
    assert "PPK Luar" not in client.get("/akun/jabatan?satker=3571-KEL-BANDAR").text
    assert client.post(f"/akun/jabatan/{term_of('outsider.ppk')}/serah-terima", data=FITS).status_code == 404
    assert client.post(f"/akun/jabatan/{term_of('sri')}/serah-terima", data=FITS).status_code == 404
    assert client.post("/akun/jabatan/99999999999999999999/serah-terima", data=FITS).status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Harus diisi"),
        ({"successor": "tidak.ada", "on": "2023-09-04"}, "Tidak ada pengguna"),
        ({"successor": "bendahara.sukun", "on": "2023-09-04"}, "R02"),
        ({"successor": "ppk.sukun", "on": "2023-09-04"}, "orang lain"),
        ({"successor": "pelatih", "on": "1999-01-01"}, "tidak memegang"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(
    client: FlaskClient, data: dict[str, str], sentence: str
) -> None:
    answer = sign_in(client, "kpa.sukun").post(path(), data=data)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_get_does_nothing(client: FlaskClient) -> None:
    assert sign_in(client, "kpa.sukun").get(path()).status_code == 405


def test_every_form_on_the_page_has_fields_of_its_own(client: FlaskClient) -> None:
    sign_in(client, "kpa.sukun")
    for page in (client.get("/akun/jabatan").text, client.post(path(), data={"successor": "tidak.ada"}).text):
        ids = re.findall(r' id="([^"]+)"', page)
        assert sorted(set(ids)) == sorted(ids)


def test_a_refusal_stands_at_its_field(client: FlaskClient) -> None:
    sign_in(client, "kpa.sukun")
    page = client.post(path(), data=FITS | {"successor": "tidak.ada"}).text
    control = f"successor-{term_of('ppk.sukun')}"
    assert f'href="#{control}"' in page
    assert re.search(rf'id="{control}-error">Tidak ada pengguna bernama', page)
