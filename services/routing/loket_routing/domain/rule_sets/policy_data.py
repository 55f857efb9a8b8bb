"""The base of everything that stands in a rule set."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_snake


def to_kebab(name: str) -> str:
    """Return a field's name as rule owners write it: ``partner_type`` is ``partner-type``, ``all_`` is ``all``."""
    return to_snake(name).replace("_", "-").strip("-")


class PolicyData(BaseModel):
    """Frozen data in a closed grammar: a key that is not known is refused, with its place."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_kebab, populate_by_name=True)
