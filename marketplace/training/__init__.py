"""Classes: rooms, scenarios, who plays which seat, and what the ledger says a class has done.

A room is this same application on a database of its own. No area below knows that rooms exist, and everything a
class does goes through the market's own services. What belongs to a class and not to its world (codes, seats,
who is here) is kept in the register of rooms, a small database beside all worlds.
"""
