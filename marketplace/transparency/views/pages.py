"""What all public pages share: one address in several forms, the place in the log, the period on offer."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, json, render_template, request
from flask_babel import gettext as _

from marketplace.transparency import labels, words
from marketplace.transparency.documents import Json
from marketplace.transparency.downloads import Table, csv_text, write_xlsx
from marketplace.transparency.forms import PeriodChoice, PeriodForm
from marketplace.transparency.queries import log
from marketplace.transparency.queries.shares import recorded_months
from marketplace.values.period import Period
from marketplace.web.filters import month_name
from marketplace.web.now import world_now

FORMS = "<any(json,csv,xlsx):form>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN = {"Access-Control-Allow-Origin": "*"}  # anyone's page may read the data


def answer(form: str, *, page: Callable[[], str], document: Callable[[], Json], table: Callable[[], Table]) -> Any:
    """The form asked for by the ending of the address; only that one is made."""
    if form == "json":
        return Response(
            json.dumps(document(), ensure_ascii=False, sort_keys=False), mimetype="application/json", headers=OPEN
        )
    if form == "csv":
        found = table()
        return Response("".join(csv_text(found)), mimetype="text/csv", headers=OPEN | _named(found, form))
    if form == "xlsx":
        found, file = table(), io.BytesIO()
        write_xlsx(found, file)
        return Response(file.getvalue(), mimetype=XLSX, headers=OPEN | _named(found, form))
    return page()


def _named(table: Table, form: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{table.name}.{form}"'}


def shown(template: str, **context: Any) -> str:
    """A public page: it knows words and the place in the log, never the reader."""
    return render_template(
        f"transparency/{template}",
        public_page=True,
        words=labels,
        codes=words,
        without=without,
        as_of=log.as_of(),
        args=asked(),
        **context,
    )


def without(asked: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """What the address asked for, less some of it."""
    return {name: value for name, value in asked.items() if name not in names}


def asked() -> dict[str, Any]:
    """What the address asked for, so that every link keeps it."""
    return {name: value for name, value in request.args.items() if value and name != "halaman"}


@dataclass(frozen=True, slots=True)
class Preset:
    """A period worth one click."""

    label: str
    first: str
    last: str
    is_chosen: bool


def usual_period() -> Period:
    """The year of the latest completion, up to it; the world's own year where nothing is completed yet."""
    months = recorded_months()
    last = months[1] if months else world_now().strftime("%Y-%m")
    return Period.months(f"{last[:4]}-01", last)


def chosen_period() -> Period:
    return PeriodChoice.read(request.args, usual_period()).period()


def period_form(period: Period) -> PeriodForm:
    return PeriodForm(formdata=None, data={"dari": period.first, "sampai": period.last})


def presets(period: Period) -> list[Preset]:
    """This year so far, its quarters, the years before, and everything."""
    months = recorded_months()
    if not months:
        return []
    first, last = months
    year = last[:4]
    offers = [(_("%(year)s sampai kini", year=year), f"{year}-01", last)]
    offers += [
        (_("Triwulan %(number)s", number=number), f"{year}-{start:02}", min(f"{year}-{start + 2:02}", last))
        for number, start in (("I", 1), ("II", 4), ("III", 7), ("IV", 10))
        if f"{year}-{start:02}" <= last
    ]
    offers += [(str(past), f"{past}-01", f"{past}-12") for past in range(int(year) - 1, int(first[:4]) - 1, -1)]
    offers.append((_("Semua"), first, last))
    return [Preset(label, a, b, (a, b) == (period.first, period.last)) for label, a, b in offers]


def period_name(period: Period) -> str:
    """August 2023; January–August 2023; November 2020–August 2023."""
    if len(period) == 1:
        return month_name(period.first)
    if period.first[:4] == period.last[:4]:
        if len(period) == 12:
            return period.first[:4]
        start = month_name(int(period.first[5:]), short=True)
        return f"{start}–{month_name(period.last, short=True)}"
    return f"{month_name(period.first, short=True)}–{month_name(period.last, short=True)}"


def month_labels(period: Period) -> list[str]:
    """Axis labels: the month alone within one year, with the year across years."""
    if period.first[:4] == period.last[:4]:
        return [month_name(int(month[5:]), short=True) for month in period]
    return [month_name(month, short=True) for month in period]
