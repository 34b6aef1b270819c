"""Use cases that write people, roles and shops. They flush at most; the view commits."""

from marketplace.accounts.services.logins import forget_failures, keep_hash, note_failure
from marketplace.accounts.services.memberships import appoint, create_with_role, end_appointment, hand_over_role
from marketplace.accounts.services.suppliers import (
    SupplierPapers,
    add_staff,
    correct_supplier,
    register_supplier,
    return_supplier,
    verify_supplier,
)
from marketplace.accounts.services.users import (
    change_password,
    choose_language,
    close_account,
    create_user,
    cut_thread,
    reopen_account,
    set_password,
)

__all__ = [
    "SupplierPapers",
    "add_staff",
    "appoint",
    "change_password",
    "choose_language",
    "close_account",
    "correct_supplier",
    "create_user",
    "create_with_role",
    "cut_thread",
    "end_appointment",
    "forget_failures",
    "hand_over_role",
    "keep_hash",
    "note_failure",
    "register_supplier",
    "reopen_account",
    "return_supplier",
    "set_password",
    "verify_supplier",
]
