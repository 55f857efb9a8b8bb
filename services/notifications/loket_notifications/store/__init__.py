"""The tables of this service and every query on them."""
