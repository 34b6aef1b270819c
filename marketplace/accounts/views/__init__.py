"""Pages of this area: logging in, one's own account, registering a shop, verifying it, staff, people."""

from marketplace.accounts.views import account, offices, people, registration, session, staff, verification
from marketplace.accounts.views.blueprint import bp

__all__ = ["account", "bp", "offices", "people", "registration", "session", "staff", "verification"]
