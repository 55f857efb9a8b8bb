"""The use cases of routing, one per file."""
