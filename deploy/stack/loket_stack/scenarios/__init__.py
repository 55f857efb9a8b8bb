"""Scenarios over the public APIs, for the demonstration and for tests; a persona has only its own rights."""
