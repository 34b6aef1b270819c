"""The area's blueprint, apart so that every page module can hang its routes on it."""

from flask import Blueprint

bp = Blueprint("purchasing", __name__)
