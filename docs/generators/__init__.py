"""Writes the documents that follow from the code. It is in no distribution, so it may import every service."""
