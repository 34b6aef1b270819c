"""Binds what every page shares to an app; `finish` comes after the areas' blueprints."""

from flask import Flask

from marketplace.web import (
    assets,
    charts,
    controls,
    errors,
    filters,
    languages,
    navigation,
    order_statuses,
    reading,
    requests,
    security,
)


def init_app(app: Flask) -> None:
    for part in (
        requests,
        reading,
        languages,
        filters,
        order_statuses,
        controls,
        charts,
        navigation,
        assets,
        errors,
        security,
    ):
        part.init_app(app)


def finish(app: Flask) -> None:
    navigation.remember_pages(app)
