"""Fields that several forms share. A condition is chosen in its common shape, or typed as YAML."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, Field, StringConstraints

from loket_policy.code_labels import Options
from loket_routing.domain.decide.facts import ANY
from loket_routing.domain.rule_set.edit import CHOSEN, DENIED, Choices, CodesByKind, Document, choices_of, condition_of
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.yaml_parser import parse_yaml
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Language
from loket_shared.failures import FieldError, InvalidInputError


def _in_one_line(typed: object) -> object:
    """Normalize the line endings that a browser sends."""
    return " ".join(typed.split()) if isinstance(typed, str) else typed


SingleLine = Annotated[str, StringConstraints(max_length=1_000), BeforeValidator(_in_one_line)]


class _Dumper(yaml.SafeDumper):
    """Writes YAML without anchors and aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Write every value in full."""
        return True


def as_yaml(value: object) -> str:
    """Return ``value`` as YAML in the notation of rule owners."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def read_yaml(text: str, field: str) -> dict[str, Any]:
    """Return the mapping that was typed in ``field``.

    Raises:
        InvalidInputError: the text can't be parsed, or is no mapping; with line and column.
    """
    try:
        return parse_yaml(text)
    except RuleSetError as error:
        raise InvalidInputError(*(FieldError(field, fault.words) for fault in error.faults)) from error


ConditionData = Mapping[str, Any]


class ConditionForm(WireModel):
    """The fields of a condition.

    ``shape``: no condition, the choices, or the text in ``condition``.
    """

    shape: Literal["none", "choices", "text"]
    topic: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    partner_type: tuple[str, ...] = ()
    institution_kind: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    legal_regime: tuple[str, ...] = ()
    signal: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    no_signal: tuple[str, ...] = ()
    no_field: tuple[str, ...] = ()
    within_days: Annotated[int, Field(ge=0, le=366)] | None = None
    condition: str = ""

    def typed(self, name: str) -> ConditionData | None:
        """Return the condition; ``name`` is the prefix of its fields on the page.

        Raises:
            InvalidInputError: the text can't be parsed.
        """
        if self.shape == "text":
            return read_yaml(self.condition, f"{name}-condition")
        return condition_of(self._choices()) if self.shape == "choices" else None

    def _choices(self) -> Choices:
        return Choices(
            having={kind: getattr(self, kind.replace("-", "_")) for kind in CHOSEN},
            lacking={kind: getattr(self, f"no_{kind}") for kind in DENIED},
            within_days=self.within_days,
        )


def fill_condition(condition: ConditionData | None) -> dict[str, str | list[str]]:
    """Return the values of the form for ``condition``."""
    if condition is None:
        return {"shape": "none"}
    choices = choices_of(condition)
    if choices is None:
        return {"shape": "text", "condition": as_yaml(condition)}
    lacking = {f"no-{kind}": codes for kind, codes in choices.lacking.items()}
    days = "" if choices.within_days is None else str(choices.within_days)
    return {"shape": "choices", **_named(choices.having), **_named(lacking), "withinDays": days}


def _named(codes: CodesByKind) -> dict[str, list[str]]:
    return {_wire(kind): list(of_kind) for kind, of_kind in codes.items()}


def _wire(kind: str) -> str:
    first, *others = kind.split("-")
    return first + "".join(word.title() for word in others)


_ANY_REGIME = {"nl": "Een wettelijk regime, welk ook", "en": "Any legal regime"}


@dataclass(frozen=True)
class DocumentOptions:
    """The signals and legal regimes of a rule set, by name."""

    signals: Options
    regimes: Options


def document_options(document: Document, language: Language) -> DocumentOptions:
    """Return the options of ``document``, named in ``language``."""
    return DocumentOptions(
        signals=[(signal["code"], signal["name"][language]) for signal in document["signals"]],
        regimes=[
            (ANY, _ANY_REGIME[language]),
            *((regime["code"], regime["name"][language]) for regime in document["regimes"]),
        ],
    )
