"""Use cases of purchasing, by noun. They flush at most and never commit; rows are locked in one order everywhere:
order, package, products, counters, and the ledger last.
"""
