"""The service levels as dated data, read once at start."""

import tomllib
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from loket_backoffice.domain.promises import Policy

_POLICIES = TypeAdapter(tuple[Policy, ...])


@cache
def service_levels() -> tuple[Policy, ...]:
    """Return every version of the service levels.

    Raises:
        pydantic.ValidationError: the data file is no valid policy.
    """
    data = tomllib.loads(files(__package__).joinpath("service_levels.toml").read_text(encoding="utf-8"))
    return _POLICIES.validate_python([_in_time(entry) for entry in data["policies"]])


def _in_time(entry: dict[str, Any]) -> dict[str, Any]:
    hours = entry.pop("targets_in_working_hours")
    return entry | {"targets": {name: timedelta(hours=amount) for name, amount in hours.items()}}
