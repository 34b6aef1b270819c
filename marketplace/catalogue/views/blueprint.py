"""The blueprint of this area; each app gets a memory of its own."""

from flask import Blueprint

from marketplace.catalogue import front, memory

bp = Blueprint("catalogue", __name__)
bp.record(lambda state: memory.init_app(state.app))
bp.record(lambda state: front.init_app(state.app))

LARGEST_ID = 2_147_483_647  # of a row; a larger number in an address names nothing
