"""What the component macros need to know about a form, a list of pages or a menu: templates decide nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.widgets import ListWidget


@dataclass(frozen=True, slots=True)
class FieldParts:
    """Everything the `field` macro writes around a control."""

    kind: str
    hint: str
    hint_id: str
    errors: list[str]
    error_id: str
    described_by: str
    is_optional: bool
    prefix: str | None
    suffix: str | None
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    target: str
    label: str
    message: str


def field_parts(
    control: Field, hint: str | None, prefix: str | None, suffix: str | None, extra: dict[str, Any]
) -> FieldParts:
    """A control's hint and errors are announced with it (aria-describedby); an error marks it invalid."""
    kind, hint = field_kind(control), hint or str(control.description or "")
    errors = [str(error) for error in control.errors] if control.errors else []
    hint_id, error_id = f"{control.id}-hint", f"{control.id}-error"
    described_by = " ".join(name for name, shown in ((hint_id, hint), (error_id, errors)) if shown)
    attributes = {name.replace("_", "-"): value for name, value in extra.items() if name != "caller"}
    if described_by:
        attributes["aria-describedby"] = described_by
    if errors:
        attributes["aria-invalid"] = "true"
    is_optional = kind in ("input", "file") and may_stay_empty(control)
    prefix = prefix if prefix is not None else getattr(control, "prefix", None) or None
    return FieldParts(kind, hint, hint_id, errors, error_id, described_by, is_optional, prefix, suffix, attributes)


def may_stay_empty(control: Field) -> bool:
    """Not required, and for a list of choices: one of them is empty."""
    if control.flags.required:
        return False
    return not isinstance(control, SelectField) or any(not choice[0] for choice in control.iter_choices())


def field_kind(control: Field) -> str:
    if isinstance(control, HiddenField):
        return "hidden"
    if isinstance(control, RadioField) or (
        isinstance(control, SelectMultipleField) and isinstance(control.widget, ListWidget)
    ):
        return "choices"
    if isinstance(control, BooleanField):
        return "check"
    return "file" if isinstance(control, FileField) else "input"


def summary_lines(form: Any) -> list[SummaryLine]:
    """Each error of a form with the control it belongs to, in the order of the page."""
    return [line for control in (form or ()) for line in _errors_of(control)]


def _errors_of(control: Field) -> Iterator[SummaryLine]:
    if isinstance(control, FieldList | FormField):
        for inner in control:
            yield from _errors_of(inner)
        return
    label = gettext("Halaman") if isinstance(control, HiddenField) else control.label.text
    for error in control.errors or ():
        yield SummaryLine(control.id, label, str(error))


def page_window(page: int, pages: int) -> list[int | None]:
    """First, last, and the neighbours of this page; None where pages are left out."""
    shown = sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)})
    window: list[int | None] = []
    for number in shown:
        if window and number - (window[-1] or 0) > 1:
            window.append(None)
        window.append(number)
    return window


def csrf_field() -> Markup:
    """The hidden token of a form that is only a button."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def init_app(app: Flask) -> None:
    for function in (field_parts, summary_lines, page_window, csrf_field):
        app.add_template_global(function)
