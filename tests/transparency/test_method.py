"""The published method is the one the pages compute with."""

from flask import Flask

from marketplace.config import PROJECT_ROOT
from marketplace.purchasing.states import TRANSITIONS, OrderAction, OrderStatus
from marketplace.transparency import labels, words
from marketplace.transparency.figures import RegionFigures
from marketplace.transparency.index import COMPONENTS, DEDUCTIONS, INTEGRITY_MAX, SHRINK
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


def test_the_method_names_what_deducts_and_what_does_not(app: Flask) -> None:
    """Two deductions; a handover record follows an inspection, or settles what was inspected before a stop."""
    with app.test_request_context("/"):
        assert set(labels.DEDUCTIONS) == {rule(RegionFigures("35.73", "x")).key for rule in DEDUCTIONS}
    paragraph = METHOD.split("Potongan integritas")[1].split("## ")[0]
    assert paragraph.count("satu poin untuk tiap") == len(DEDUCTIONS)
    before = {start for (start, action) in TRANSITIONS if action is OrderAction.HAND_OVER}
    assert before == {OrderStatus.INSPECTED, OrderStatus.PRICE_CUT, OrderStatus.STOPPED, OrderStatus.TERMINATED}
