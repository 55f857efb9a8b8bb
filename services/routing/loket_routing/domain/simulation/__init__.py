"""Simulations: every past question is decided by a rule set and by the one in force, for comparison."""
