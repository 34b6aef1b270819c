"""The append-only record of what happened: entries, Merkle tree, signed checkpoints, proofs, verification.

The only writer of `ledger_entries`; refuses to know what an order is: it is told facts and keeps them.
"""
