"""Pages of this area."""

from flask import Blueprint

bp = Blueprint("catalogue", __name__)
