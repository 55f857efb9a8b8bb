"""Separate processes that this service starts."""
