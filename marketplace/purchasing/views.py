"""Pages of this area."""

from flask import Blueprint

bp = Blueprint("purchasing", __name__)
