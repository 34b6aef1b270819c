"""Running the market: getting its database ready, serving it, its ticker, backup and restore.

Owns no rule of the trade; speaks to the person at the terminal in one sentence that says what to do.
"""
