"""How often somebody may hand something in (interface section 3)."""

from loket_shared.http.limits import RateLimit

SUBMISSIONS = RateLimit("submissions", person=60, machine=600)
"""Counts submissions by the API and by the pages together."""
