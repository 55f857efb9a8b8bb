"""The texts of the record in the register of algorithms, as they come with this release."""

from functools import cache
from importlib.resources import files

import yaml

from loket_routing.domain.algorithm_register import RecordTexts


@cache
def record_texts() -> RecordTexts:
    """Return the texts."""
    data = files(__package__).joinpath("algorithm_record.yaml").read_text(encoding="utf-8")
    return RecordTexts.model_validate(yaml.safe_load(data))
