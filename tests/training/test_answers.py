"""What a class finds and hands in: planted orders by number, an altered entry by its index and failing proof."""

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.queries import head
from marketplace.purchasing.statuses import OrderStatus
from marketplace.training import answers, explanations
from marketplace.training.answers import AnswerRefused
from marketplace.training.checks import State
from marketplace.training.models import TrainingAnswer
from marketplace.training.scenario import AnswerKind
from tests.factories import order_at
from tests.ledger.tampering import without_triggers
from tests.training.lessons import Lesson


def hand_in(lesson: Lesson, step: str, said: str) -> TrainingAnswer:
    lesson.at("auditor")
    plan = next(one for one in lesson.scenario.steps if one.code == step)
    return answers.submit(lesson.cast.username(lesson.group, "auditor"), plan, said, now=lesson.now)


def test_the_hunt_is_won_with_the_planted_orders(class_world: Flask) -> None:
    lesson = Lesson("tanda-bahaya", groups=2)
    planted = sorted(answers.planted())
    hand_in(lesson, "jaring", f"Menurut saya: {', '.join(planted[:6])}; juga td-2023-000001")
    hand_in(lesson, "tajamkan", "\n".join(planted))
    assert lesson.open_steps() == {}
    lesson.group = 2
    assert set(lesson.open_steps()) == {"jaring", "tajamkan"}


def test_too_many_suspects_and_too_few_are_explained(class_world: Flask) -> None:
    lesson = Lesson("tanda-bahaya")
    planted = sorted(answers.planted())
    hand_in(lesson, "jaring", planted[0])
    assert "kurang dari sepertiga" in lesson.open_steps()["jaring"].say.id
    hand_in(lesson, "jaring", " ".join([*planted, *(f"TD-2023-{n:06}" for n in range(900_000, 900_100))]))
    assert "pesanan wajar" in lesson.open_steps()["jaring"].say.id
    assert lesson.progress()["tajamkan"].state is State.WAITING


@pytest.mark.parametrize(("named", "truth", "precision", "recall"), [
    ({"a", "b"}, {"a", "c", "d"}, 500, 333), ({"a"}, {"a"}, 1_000, 1_000), ({"x"}, {"a"}, 0, 0), (set(), {"a"}, 0, 0),
    ({"x"}, set(), 0, 0),
])  # fmt: skip
def test_precision_and_recall(named: set[str], truth: set[str], precision: int, recall: int) -> None:
    score = answers.precision_and_recall(named, truth)
    assert (score["precision_permille"], score["recall_permille"]) == (precision, recall)


def test_a_number_named_twice_counts_once(class_world: Flask) -> None:
    lesson = Lesson("tanda-bahaya")
    one = sorted(answers.planted())[0]
    assert hand_in(lesson, "jaring", f"{one} {one.lower()}").score["right"] == 1


@pytest.mark.parametrize(("kind", "said", "code"), [
    (AnswerKind.RED_FLAGS, "", "no_order_numbers"), (AnswerKind.RED_FLAGS, "TD-23-1", "no_order_numbers"),
    (AnswerKind.RED_FLAGS, "x" * 4_001, "answer_too_long"), (AnswerKind.TAMPERING, "", "no_entry_and_proof"),
    (AnswerKind.TAMPERING, "12", "no_entry_and_proof"), (AnswerKind.TAMPERING, "12 daun", "no_entry_and_proof"),
    (AnswerKind.TAMPERING, "-1 leaf", "no_entry_and_proof"), (AnswerKind.TAMPERING, "9" * 40 + " leaf", "no_entry_and_proof"),
    (AnswerKind.TAMPERING, "1 leaf", "log_is_intact"),
])  # fmt: skip
def test_what_cannot_be_scored_is_refused_in_words(
    class_world: Flask, kind: AnswerKind, said: str, code: str
) -> None:
    lesson = Lesson("tanda-bahaya" if kind is AnswerKind.RED_FLAGS else "uji-rusak")
    with pytest.raises(AnswerRefused) as caught:
        hand_in(lesson, lesson.scenario.steps[0].code, said)
    assert caught.value.code == code
    with class_world.test_request_context():
        assert "%(" not in explanations.refusal_sentence(caught.value.code, caught.value.values)


def alter_an_entry() -> int:
    """As somebody with the database's password could; returns which one."""
    altered = head() - 3
    connection = db.session.connection()
    without_triggers(connection)
    connection.execute(
        text("UPDATE ledger_entries SET kind = 'order.refused' WHERE entry_index = :n"), {"n": altered}
    )
    db.session.commit()
    return altered


def test_the_tamper_drill(app: Flask) -> None:
    order_at(OrderStatus.COMPLETED)
    ledger.seal()
    db.session.commit()
    lesson = Lesson("uji-rusak")
    assert answers.first_fault() is None
    altered = alter_an_entry()
    assert answers.first_fault() == (altered, frozenset({"leaf", "inclusion"}))
    hand_in(lesson, "entri", f"{altered - 1} leaf")
    assert "Bukan entri itu" in lesson.open_steps()["entri"].say.id
    hand_in(lesson, "entri", f"{altered} leaf")
    hand_in(lesson, "bukti", f"{altered}, signature")
    assert "masih utuh" in lesson.open_steps()["bukti"].say.id
    hand_in(lesson, "bukti", f"{altered} inclusion")
    assert lesson.open_steps() == {}
