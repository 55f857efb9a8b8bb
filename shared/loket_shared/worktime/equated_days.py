"""The days that a decree equates with holidays (Algemene termijnenwet, article 3, third paragraph)."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic_settings import BaseSettings, SettingsConfigDict


class _Added(BaseSettings):
    """Days that a deployment adds, as a JSON list of dates in ``LOKET_EQUATED_DAYS``."""

    model_config = SettingsConfigDict(env_prefix="LOKET_")

    equated_days: frozenset[date] = frozenset()


@cache
def equated_days() -> frozenset[date]:
    """Return all days of all decrees that are known, and those that this deployment adds.

    Raises:
        pydantic_settings.SettingsError, pydantic.ValidationError: ``LOKET_EQUATED_DAYS`` is no list of dates.
    """
    data = tomllib.loads(files(__package__).joinpath("equated_days.toml").read_text(encoding="utf-8"))
    return frozenset(day for decree in data["decrees"] for day in decree["days"]) | _Added().equated_days
