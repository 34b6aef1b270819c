"""The published method is the one the pages compute with."""

from flask import Flask

from marketplace.config import PROJECT_ROOT
from marketplace.purchasing.states import OrderAction
from marketplace.transparency import labels, words
from marketplace.transparency.index import COMPONENTS, INTEGRITY_MAX, SHRINK
from marketplace.transparency.projections.complaints import SOLVED_IN_TIME_DAYS
from marketplace.transparency.projections.completions import PAID_IN_TIME_DAYS
from marketplace.transparency.ranking import MINIMUM_ORDERS

METHOD = (PROJECT_ROOT / "docs" / "metode.md").read_text()


def test_every_measure_stands_in_the_method_with_its_weight_and_targets(app: Flask) -> None:
    with app.test_request_context("/"):
        for component in COMPONENTS:
            marks = [labels.component_value(component, value) for value in (component.zero, component.full)]
            end = f"| {component.points} | {marks[0]} | {marks[1]} | {'ya' if component.shrinks else 'tidak'} |"
            assert any(f"`{component.key}`" in line and line.endswith(end) for line in METHOD.splitlines())
            assert labels.COMPONENTS[component.key]
            assert labels.MEANINGS[component.key]


def test_the_methods_numbers_are_the_codes() -> None:
    assert f"kurang dari {MINIMUM_ORDERS} pesanan" in METHOD
    assert f"(n + {SHRINK})" in METHOD
    assert f"paling banyak {INTEGRITY_MAX}" in METHOD
    assert f"paling lama {SOLVED_IN_TIME_DAYS} hari" in METHOD
    assert f"dalam {PAID_IN_TIME_DAYS} hari" in METHOD


def test_every_step_of_the_lifecycle_has_a_word() -> None:
    assert set(words.STEPS) == {action.value for action in OrderAction}
