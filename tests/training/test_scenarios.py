"""The files of the exercises, and what their authors are told when something in one is wrong."""

import pytest
from flask import Flask
from flask_babel import force_locale

from marketplace.training import explanations, scenarios
from marketplace.training.scenario import PLACEHOLDER, Text, filled
from marketplace.training.scenario_nodes import Fault
from marketplace.training.scenarios import ScenarioErrors
from marketplace.training.toml_lines import lines_of

SMALL = """\
title = { id = "Uji", en = "Test" }
summary = { id = "Satu langkah", en = "One step" }
minutes = 30
world = "kelas"
[places.unit]
kinds = ["kelurahan"]
[places.shop]
sells = ["Nasi kotak"]
[[seats]]
code = "pp"
role = "pejabat_pengadaan"
where = "unit"
title = { id = "PP", en = "PP" }
wish = { id = "Membeli", en = "Buy" }
[[steps]]
code = "pesan"
seat = "pp"
title = { id = "Pesan", en = "Order" }
task = { id = "Pesan dari {shop}", en = "Order from {shop}" }
page = "/penyedia/{shop_code}"
hints = [
  { id = "Satu", en = "One" },
  { id = "Dua", en = "Two" },
]
[steps.check]
entry = "order.submitted"
after = ["order.rfq_sent"]
[[steps.check.conditions]]
fact = "compared"
min = 2
say = { id = "Bandingkan", en = "Compare" }
[[debrief]]
question = { id = "Mengapa?", en = "Why?" }
"""


def faults(text: str) -> list[Fault]:
    with pytest.raises(ScenarioErrors) as caught:
        scenarios.read(text)
    return caught.value.faults


def test_a_small_scenario_is_read_whole() -> None:
    read = scenarios.read(SMALL, "uji")
    assert (read.code, read.title, read.minutes, read.speed, read.source) == (
        "uji",
        Text("Uji", "Test"),
        30,
        1,
        SMALL,
    )
    (step,) = read.steps
    assert (step.check.entries, step.check.after, len(step.hints)) == (("order.submitted",), ("order.rfq_sent",), 2)
    assert read.seat(step.seat).role == "pejabat_pengadaan"


@pytest.mark.parametrize(
    ("pace", "speed"), [('"real"', 1), ('"paused"', None), ("60", 1_440), ("9", 9_600), ("86400", 1)]
)
def test_the_pace_says_how_fast_the_clock_runs(pace: str, speed: int | None) -> None:
    assert scenarios.read(f"pace = {pace}\n{SMALL}").speed == speed


# what is put in the place of what, the line it is found in, the message
WRONG = [
    ("minutes = 30", "minutes = 30 30", 3, "not_toml"),
    ('code = "pp"', 'code = "pp', 10, "not_toml"),
    ("minutes = 30", "minutes = 1", 3, "out_of_range"),
    ("minutes = 30", 'minutes = "lama"', 3, "out_of_range"),
    ("minutes = 30", "menit = 30", 3, "unknown_key"),
    ('world = "kelas"', 'world = "mars"', 4, "bad_choice"),
    ('world = "kelas"', 'world = "kelas"\npace = "cepat"', 5, "bad_pace"),
    ('world = "kelas"', 'world = "kelas"\npace = 8', 5, "bad_pace"),
    ('world = "kelas"', 'world = "kelas"\nclock = 2023-08-31T08:00:00+07:00', 5, "clock_before_world"),
    ('world = "kelas"', 'world = "kelas"\nclock = 2023-09-04', 5, "not_a_moment"),
    ("[places.unit]", "[places.kantor]", 5, "unknown_place"),
    ('kinds = ["kelurahan"]', "kinds = 3", 6, "not_strings"),
    ('sells = ["Nasi kotak"]', 'sells = ["Nasi kotak"]\npkp = "ya"', 9, "not_a_flag"),
    ('code = "pp"', 'code = "P P"', 10, "bad_code"),
    ('role = "pejabat_pengadaan"', 'role = "raja"', 11, "bad_choice"),
    ('where = "unit"', 'where = "shop"', 12, "bad_choice"),
    ('where = "unit"', 'where = "unit2"', 12, "place_missing"),
    ('title = { id = "PP", en = "PP" }', 'title = "PP"', 13, "not_a_text"),
    ('title = { id = "PP", en = "PP" }', 'title = { id = "PP" }', 13, "language_missing"),
    ('title = { id = "PP", en = "PP" }', 'title = { id = "PP", en = "PP", jv = "PP" }', 13, "unknown_key"),
    ('seat = "pp"', 'seat = "kpa"', 17, "unknown_seat"),
    ('seat = "pp"', "seat = 4", 17, "not_a_string"),
    ('"Order from {shop}"', '"Order from {kedai}"', 19, "unknown_placeholder"),
    ("{shop_code}", "{shop9_code}", 20, "unknown_placeholder"),
    ('{ id = "Dua", en = "Two" }', '{ id = "Dua", en = "" }', 23, "language_missing"),
    ('page = "/penyedia/{shop_code}"', 'answer = "puisi"', 20, "bad_choice"),
    ('entry = "order.submitted"', 'entry = "order.besar"', 26, "unknown_entry"),
    ('after = ["order.rfq_sent"]', 'after = ["order.rfq_sent", "x"]', 27, "unknown_entry"),
    ('after = ["order.rfq_sent"]', 'shop = "shop2"', 27, "place_missing"),
    ('after = ["order.rfq_sent"]', 'by = "raja"', 27, "bad_choice"),
    ('fact = "compared"', 'fact = "harga"', 29, "unknown_fact"),
    ("min = 2", "paling_sedikit = 2", 30, "unknown_key"),
    ("min = 2", "min = true", 30, "out_of_range"),
    ("min = 2", "is = {}", 30, "not_plain"),
    ("min = 2", "min = 2\nmax = 3", 28, "one_measure"),
    ("min = 2", 'less_than = "order.besar"', 30, "unknown_entry"),
    ("[[debrief]]", '[[incidents]]\ncode = "a"\n[[debrief]]', 32, "missing"),
    ("[[debrief]]", "[incidents]\n[[debrief]]", 32, "not_a_list"),
    ("[[debrief]]", '[[needs]]\nseat = "toko"\n[[debrief]]', 33, "unknown_seat"),
    ("[[debrief]]", '[[needs]]\nafter_step = "lain"\n[[debrief]]', 33, "unknown_step"),
    ("[[debrief]]", '[[incidents]]\ncode = "a"\nsettings = { hari = "dua" }\n[[debrief]]', 34, "not_numbers"),
    ("[steps.check]", "[steps.cek]", 15, "missing"),
    (SMALL[SMALL.index("[steps.check]") : SMALL.index("[[debrief]]")], "check = 3\n", 25, "not_a_table"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message"), WRONG, ids=[f"{m}-{n}" for n, (*_, m) in enumerate(WRONG)]
)
def test_a_fault_is_found_in_its_line(app: Flask, right: str, wrong: str, line: int, message: str) -> None:
    assert right in SMALL
    found = faults(SMALL.replace(right, wrong, 1))
    assert (line, message) in [(at, code) for at, code, _ in found]
    for language in ("id", "en"):
        with app.test_request_context(), force_locale(language):
            assert all("%(" not in explanations.fault_sentence(fault) for fault in found)


def test_every_message_about_a_file_is_met_by_some_file() -> None:
    assert {message for *_, message in WRONG} | {"duplicate"} == set(explanations.FAULTS)


def test_all_faults_are_told_at_once_in_the_order_of_lines() -> None:
    text = (
        SMALL.replace("minutes = 30", "minutes = 1")
        .replace('seat = "pp"', 'seat = "x"')
        .replace("min = 2", "min = true")
    )
    assert [(line, code) for line, code, _ in faults(text)] == [
        (3, "out_of_range"),
        (17, "unknown_seat"),
        (30, "out_of_range"),
    ]


def test_two_of_one_code_are_a_fault_at_the_second() -> None:
    seat = SMALL[SMALL.index("[[seats]]") : SMALL.index("[[steps]]")]
    twice = SMALL.replace("[[steps]]", f"{seat}[[steps]]", 1)
    assert [(line, code) for line, code, _ in faults(twice)] == [(16, "duplicate")]


@pytest.mark.parametrize(
    "text", ["", "x", "[[seats]]\n[[seats]]", "seats = 3\nsteps = [1]", "title = []", "[places]\nunit = 3"]
)
def test_no_text_breaks_the_reader(text: str) -> None:
    assert faults(text)


def test_lines_are_found_behind_texts_comments_and_brackets() -> None:
    text = 'a = """\n[x]\n# no\n"""\nb = [\n  "[", # ]\n  { c = "}" },\n]\n[[t]]\n[[t]]\nd = 1\n[t.u]\n"e f".g = 2\n'
    found = lines_of(text)
    places = (("a",), ("b",), ("b", 0), ("b", 1), ("t", 0), ("t", 1), ("t", 1, "d"), ("t", 1, "u", "e f", "g"))
    assert [found.of(path) for path in places] == [1, 5, 6, 7, 9, 10, 11, 13]
    assert found.of(("t", 1, "unknown", "deeper")) == 10


def test_names_are_put_in_their_places() -> None:
    assert filled("Dari {shop} ke {unit}, {apa}", {"shop": "Dapur {unit}", "unit": "Kelurahan"}) == (
        "Dari Dapur {unit} ke Kelurahan, {apa}"
    )


# --- the exercises that come with the application


@pytest.mark.parametrize("code", [one.code for one in scenarios.known()])
def test_an_exercise_teaches_in_both_languages(code: str) -> None:
    read = scenarios.load(code)
    assert len(read.debrief) >= 2
    assert len(read.steps) >= 2
    for step in read.steps:
        assert step.hints, f"{step.code} has no hint"
        for text in (step.task, step.title, *step.hints):
            assert text.id != text.en
            assert sorted(PLACEHOLDER.findall(text.id)) == sorted(PLACEHOLDER.findall(text.en))


@pytest.mark.parametrize("code", [one.code for one in scenarios.known()])
def test_an_exercise_starts_each_step_on_a_page_that_is_there(app: Flask, code: str) -> None:
    routes = app.url_map.bind("localhost")
    for step in scenarios.load(code).steps:
        assert routes.test(
            filled(step.page, dict.fromkeys(("shop_code", "unit_code"), "P-35730001")).split("?")[0], "GET"
        )
