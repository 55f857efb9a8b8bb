"""How large a request's body may be, in bytes; a route that needs more than the usual says so by ``max_body_size``."""

LARGEST_BODY = 64 << 10
"""The usual."""

LONG_TEXTS = 512 << 10
"""Room for two texts of 20,000 characters, also where each character is written as two escapes."""

WHOLE_DOCUMENT = 4 << 20
"""Room for a question with every field at its limit written so, and for a rule set."""
