"""Classes: scenarios, who plays which seat, and what the ledger says a class has done.

Above the simulation; everything a class does goes through the market's own services.
"""
