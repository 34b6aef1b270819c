"""Use cases of purchasing, by noun. They flush at most and never commit; rows are locked in one order everywhere:
order, package, products, counters, and the ledger last. Row locks are FOR NO KEY UPDATE: a stronger one would stand
in the way of the foreign-key checks of whoever already holds the ledger.
"""
