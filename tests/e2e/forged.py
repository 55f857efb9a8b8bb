"""What tests put on the shared log themselves, so that those who judge the log know it."""

RUBBISH = b"rubbish"
"""Key and value of a record that nobody can read."""
