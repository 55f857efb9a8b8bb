"""The store: every query, with the sealing and opening of content."""
