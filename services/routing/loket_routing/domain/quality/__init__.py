"""The quality of the rules over a period, measured by what officers did with the routes."""
