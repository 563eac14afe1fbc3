"""The facts: their kinds, the append-only store, and the columnar copy that evaluation reads."""
