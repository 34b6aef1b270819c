"""The area's blueprint, its page store, and what a reader sees when an address asks for what is not there."""

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.blueprints import BlueprintSetupState

from marketplace.transparency.cache import PublicPages
from marketplace.transparency.errors import BadPeriod, NotPublished, TransparencyError
from marketplace.transparency.forms import PeriodForm
from marketplace.transparency.messages import advice, sentence
from marketplace.transparency.views.headline import home_figures
from marketplace.web.errors import problem, wants_data

bp = Blueprint("transparency", __name__)


@bp.record_once
def _bind(state: BlueprintSetupState) -> None:
    app: Any = state.app
    app.wsgi_app = PublicPages(app, app.wsgi_app)
    state.app.extensions["public_headline"] = {}
    state.app.extensions["home_figures"] = home_figures
    state.app.jinja_env.filters |= {"billion": billion, "million": million}


def billion(value_idr: int) -> float:
    """For axes only: charts show shapes, tables the rupiah."""
    return round(value_idr / 10**9, 3)


def million(value_idr: int) -> float:
    return round(value_idr / 10**6, 2)


@bp.errorhandler(TransparencyError)
def refused(error: TransparencyError) -> Any:
    """The sentence, what to do, and the form as it was filled in."""
    if wants_data():
        return problem(error.status, advice(error), sentence(error))
    kept = {name: value for name, value in request.args.items() if name not in ("dari", "sampai")}
    page = render_template(
        "transparency/refused.html",
        title=advice(error),
        sentence=sentence(error),
        asks_period=isinstance(error, BadPeriod),
        is_missing=isinstance(error, NotPublished),
        form=PeriodForm(request.args),
        first=request.args.get("dari", "")[:20],
        last=request.args.get("sampai", "")[:20],
        kept=kept,
        public_page=True,
    )
    return Response(page, error.status, mimetype="text/html")
