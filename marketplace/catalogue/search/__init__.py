"""Finding products: one text index on each engine, one snapshot of the shelf in memory for facets and order."""
