"""Makes the demo worlds: their people, shops and shelves, and the years of trade behind them.

Writes through the same facts, transitions and ledger as people do; owns no rule of the trade.
"""
