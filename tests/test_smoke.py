from flask import Flask

from marketplace.accounts.permissions import Permission
from tests.factories import actor


def test_the_cast_can_do_what_its_roles_say(app: Flask) -> None:
    assert actor("ppk.sukun").may(Permission.ORDER_APPROVE)
    assert not actor("sri").may(Permission.ORDER_APPROVE)
