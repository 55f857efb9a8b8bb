"""The tables of the back office and every query on them. Content is sealed (design section 3)."""
