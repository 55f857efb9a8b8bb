"""Simulations: every past question decided by a rule set and by the one in force, side by side."""
