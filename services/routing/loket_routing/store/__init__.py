"""Everything this service keeps, and every query."""
