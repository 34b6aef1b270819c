"""Pure values: rupiah, dated tax, periods, the world's clock, identifiers. Standard library only."""
