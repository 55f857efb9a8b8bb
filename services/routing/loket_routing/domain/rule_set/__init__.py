"""The rule set: its language, parsing, checks, review and editing."""
