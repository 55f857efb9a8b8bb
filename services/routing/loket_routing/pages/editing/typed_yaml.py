"""Text in YAML that somebody typed in a field of a form."""

from collections.abc import Mapping
from typing import Any

import yaml
from yaml.events import AliasEvent
from yaml.nodes import Node

from loket_shared.contracts.texts import Text
from loket_shared.failures import FieldError, InvalidInput

_NO_MAPPING = Text(
    nl="Hier horen regels met een sleutel en een waarde, zoals 'topic: sanctions'.",
    en="Lines with a key and a value belong here, such as 'topic: sanctions'.",
)


class _Loader(yaml.SafeLoader):
    """Reads plain YAML; what stands for something elsewhere is refused, since it can grow without end."""

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        """Read one value."""
        if self.check_event(AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem_mark=mark)
        node: Node | None = super().compose_node(parent, index)
        return node


class _Dumper(yaml.SafeDumper):
    """Writes plain YAML, everything where it stands."""

    def ignore_aliases(self, data: object) -> bool:
        """Say that nothing stands for something elsewhere."""
        return True


def as_yaml(value: object) -> str:
    """Return ``value`` as its owner would write it."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def read_yaml(text: str, field: str) -> Any:
    """Return what was typed in ``field``.

    Raises:
        InvalidInput: it is not YAML; with the line where reading stopped.
    """
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InvalidInput(FieldError(field, _not_yaml(error))) from error


def read_mapping(text: str, field: str) -> Mapping[str, Any]:
    """Return the mapping that was typed in ``field``; raises as ``read_yaml``, and where it is none."""
    value = read_yaml(text, field)
    if not isinstance(value, Mapping):
        raise InvalidInput(FieldError(field, _NO_MAPPING))
    return value


def _not_yaml(error: Exception) -> Text:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if mark is None:
        return Text(nl="Dit is geen YAML.", en="This is not YAML.")
    return Text(
        nl=f"Dit is geen YAML: zie regel {mark.line + 1}, kolom {mark.column + 1}.",
        en=f"This is not YAML: see line {mark.line + 1}, column {mark.column + 1}.",
    )
