"""The tables of routing, and every query on them."""
