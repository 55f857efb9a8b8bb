"""The tables of the back office and every query on them. Content lies sealed (design section 3)."""
