"""Text in YAML that somebody typed in a field of a form."""

from typing import Any

import yaml

from loket_routing.domain.rule_sets.faults import RuleSetError
from loket_routing.domain.rule_sets.parsing import parse_document
from loket_shared.failures import FieldError, InvalidInputError


class _Dumper(yaml.SafeDumper):
    """Writes plain YAML, everything where it stands."""

    def ignore_aliases(self, data: object) -> bool:
        """Say that nothing stands for something elsewhere."""
        return True


def as_yaml(value: object) -> str:
    """Return ``value`` as its owner would write it."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def read_yaml(text: str, field: str) -> dict[str, Any]:
    """Return the mapping that was typed in ``field``.

    Raises:
        InvalidInput: it can't be read, or is no mapping; with the line and the column.
    """
    try:
        return parse_document(text)
    except RuleSetError as error:
        raise InvalidInputError(*(FieldError(field, fault.words) for fault in error.faults)) from error
