"""The use cases: every one takes the unit of work, in whose transaction it works."""
