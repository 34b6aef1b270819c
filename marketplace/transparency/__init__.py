"""Public pages, rankings and open data. Reads the ledger and nothing else; looks the same for everyone."""
