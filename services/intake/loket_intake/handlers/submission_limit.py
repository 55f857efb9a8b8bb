"""How often somebody may hand something in (interface section 3)."""

from pydantic import PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict

from loket_shared.http.rate_limit import RateLimit


class SubmissionLimits(BaseSettings):
    """Submissions a minute, of one person and of one machine client.

    Whoever runs the desk may set others by ``LOKET_SUBMISSIONS_PERSON_PER_MINUTE`` and
    ``LOKET_SUBMISSIONS_MACHINE_PER_MINUTE``.
    """

    model_config = SettingsConfigDict(env_prefix="LOKET_SUBMISSIONS_")

    person_per_minute: PositiveInt = 60
    machine_per_minute: PositiveInt = 600


_LIMITS = SubmissionLimits()

SUBMISSIONS = RateLimit("submissions", person=_LIMITS.person_per_minute, machine=_LIMITS.machine_per_minute)
"""Counts submissions by the API and by the pages together."""

BEGINNINGS = RateLimit("beginnings", person=_LIMITS.person_per_minute, machine=_LIMITS.machine_per_minute)
"""Counts drafts that are begun, within the same limits."""

SAVINGS = RateLimit("savings", person=_LIMITS.person_per_minute, machine=_LIMITS.machine_per_minute)
"""Counts what pages save by themselves while somebody types, within the same limits."""
