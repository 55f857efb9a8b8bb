"""Rate limits on submitting questions and saving drafts (interface section 3)."""

from pydantic import PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict

from loket_shared.http.rate_limit import RateLimit


class SubmissionLimits(BaseSettings):
    """Submissions a minute by one person and by one machine client; read from ``LOKET_SUBMISSIONS_*``."""

    model_config = SettingsConfigDict(env_prefix="LOKET_SUBMISSIONS_")

    person_per_minute: PositiveInt = 60
    machine_per_minute: PositiveInt = 600


_LIMITS = SubmissionLimits()

SUBMISSION_LIMIT = RateLimit("submissions", person=_LIMITS.person_per_minute, machine=_LIMITS.machine_per_minute)
"""Counts submissions over the API and the pages together."""

DRAFT_LIMIT = RateLimit("beginnings", person=_LIMITS.person_per_minute, machine=_LIMITS.machine_per_minute)
"""Counts drafts that are started; the figures are the same."""

AUTOSAVE_LIMIT = RateLimit("savings", person=_LIMITS.person_per_minute, machine=_LIMITS.machine_per_minute)
"""Counts what pages save while somebody types; the figures are the same."""
