"""Decisions and rule sets in sentences and tables, in Dutch and English."""
