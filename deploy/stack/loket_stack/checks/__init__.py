"""Checks for which there is no existing tool."""
