"""The thresholds behind the suggestions for recalibration, as they come with this release."""

from functools import cache
from importlib.resources import files

import yaml

from loket_routing.domain.quality.suggestions import Thresholds


@cache
def thresholds() -> Thresholds:
    """Return the thresholds."""
    data = files(__package__).joinpath("recalibration.yaml").read_text(encoding="utf-8")
    return Thresholds.model_validate(yaml.safe_load(data))
