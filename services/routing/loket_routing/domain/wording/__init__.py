"""A rule set in words, for who owns it and for who wants to know."""
