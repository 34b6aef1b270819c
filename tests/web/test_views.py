import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from marketplace.config import PROJECT_ROOT
from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.purchasing.states import OrderStatus
from marketplace.web.order_statuses import STATUSES
from tests.factories import NOW

COMPONENTS = sorted(path.stem for path in (PROJECT_ROOT / "templates" / "components").glob("*.html"))


def test_home_says_what_this_is_and_links_only_to_pages_that_exist(client: FlaskClient, app: Flask) -> None:
    page = client.get("/").text
    assert "Belanja pemerintah yang bisa diperiksa siapa saja" in page
    assert "SIMULASI" in page
    adapter = app.url_map.bind("")
    for href in re.findall(r'href="(/[^"?#]*)', page):
        assert adapter.test(href, "GET"), href


def test_home_shows_the_figures_somebody_offers(app: Flask) -> None:
    app.extensions["home_figures"] = lambda: [
        {"value": "4.187", "label": "pesanan", "delta": "+124%", "href": "/peringkat"}
    ]
    page = app.test_client().get("/").text
    assert "4.187" in page
    assert "+124%" in page


def test_a_room_puts_its_name_in_the_strip(app: Flask) -> None:
    app.config["ROOM_BANNER"] = "Kelas Malang"
    assert "Kelas Malang · SIMULASI" in app.test_client().get("/").text


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_style_guide_shows_every_component(client: FlaskClient, name: str) -> None:
    assert f'id="{name}"' in client.get("/panduan-gaya").text


def test_the_style_guide_shows_every_state_of_an_order(client: FlaskClient) -> None:
    page = client.get("/panduan-gaya").text
    for _tone, word in STATUSES.values():
        assert f">{word}</span>" in page


def test_every_state_has_a_word_and_a_tone() -> None:
    assert set(STATUSES) == {status.value for status in OrderStatus}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_style_guide_reads_in_both_languages(client: FlaskClient, language: str) -> None:
    client.set_cookie("bahasa", language)
    page = client.get("/panduan-gaya").text
    assert f'<html lang="{language}">' in page
    assert ("Style guide" in page) == (language == "en")
    assert len(re.findall("<h1", page)) == 1


def test_ids_are_unique_and_labels_lead_to_controls(client: FlaskClient) -> None:
    page = client.get("/panduan-gaya").text
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) <= set(ids)
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        assert set(described.split()) <= set(ids)


def test_choosing_a_language_leads_back_and_stays(client: FlaskClient) -> None:
    answer = client.get("/bahasa/en?kembali=/panduan-gaya%3Fa%3D1")
    assert answer.status_code == 303
    assert answer.location == "/panduan-gaya?a=1"
    assert "bahasa=en" in answer.headers["Set-Cookie"]
    assert "Style guide" in client.get("/panduan-gaya").text


@pytest.mark.parametrize(
    "target",
    ["//jahat.example", "https://jahat.example", "/\\jahat.example", "\\\\jahat.example", "javascript:alert(1)", "jahat",
     "", "/%0d%0aSet-Cookie:x=1", "/a%0ab", "http:/jahat.example", "//jahat.example/%2f..", "http://[1"],
)  # fmt: skip
def test_the_language_switch_leads_nowhere_else(client: FlaskClient, target: str) -> None:
    answer = client.get(f"/bahasa/en?kembali={target}")
    assert answer.status_code == 303
    assert answer.location == "/"


def test_in_a_room_the_switch_stays_in_the_room(client: FlaskClient) -> None:
    answer = client.get("/bahasa/en?kembali=/panduan-gaya", environ_overrides={"SCRIPT_NAME": "/kelas/malang"})
    assert answer.location == "/kelas/malang/panduan-gaya"
    assert "Path=/kelas/malang" in answer.headers["Set-Cookie"]


def test_a_language_we_do_not_speak_is_not_found(client: FlaskClient) -> None:
    assert client.get("/bahasa/xx").status_code == 404


def test_a_cookie_with_nonsense_reads_indonesian(client: FlaskClient) -> None:
    client.set_cookie("bahasa", "../../etc")
    assert '<html lang="id">' in client.get("/").text


def test_the_desk_of_a_visitor_is_the_way_in(client: FlaskClient) -> None:
    answer = client.get("/meja")
    assert answer.status_code == 303
    assert answer.location.startswith("/masuk")


def test_alive_means_the_process_answers(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200


def test_ready_means_the_world_was_seeded_to_the_end(client: FlaskClient) -> None:
    world = db.session.get(World, 1)
    assert world is not None
    world.ready_at = None
    db.session.commit()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "Pasar belum siap" in answer.text
    world.ready_at = NOW
    db.session.commit()
    assert client.get("/readyz").status_code == 200


def test_a_database_without_a_schema_is_not_ready(app: Flask) -> None:
    db.session.commit()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE worlds RENAME TO gone")
    assert app.test_client().get("/readyz").status_code == 503


def test_the_menu_works_without_script(client: FlaskClient) -> None:
    page = client.get("/panduan-gaya").text
    assert '<a class="skip-link" href="#isi">' in page
    assert '<main id="isi"' in page
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", page)


def test_a_text_forced_into_a_language_stays_in_it(app: Flask) -> None:
    with app.test_request_context("/"):
        template = app.jinja_env.from_string("{{ _('Katalog') }}")
        assert template.render() == "Katalog"
        with force_locale("en"):
            assert template.render() == "Catalogue"
        assert template.render() == "Katalog"
