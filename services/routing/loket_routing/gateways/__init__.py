"""Processes of their own that this service starts."""
