"""Pages of this area: logging in, one's own account, registering a shop, verifying it, staff, people."""

from marketplace.accounts.views import account, people, registration, session, staff, verification
from marketplace.accounts.views.blueprint import bp

__all__ = ["account", "bp", "people", "registration", "session", "staff", "verification"]
