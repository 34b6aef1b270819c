"""From plan to paid: packages, carts, requests and offers, orders and every document of an order.

Owns the lifecycle; refuses to know about rankings: it records facts in the ledger and stops there.
"""
