"""A rule as a form: who, when and why."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from starlette.datastructures import FormData

from loket_routing.domain.editing.choices import CHOSEN, DENIED, Choices, Codes, choices_of, condition_of
from loket_routing.domain.editing.document import Entry, filled
from loket_routing.pages.editing.part import Filled
from loket_routing.pages.editing.typed_yaml import as_yaml, read_mapping
from loket_shared.contracts.model import WireModel
from loket_shared.web.sent import read

NAME = "rule"
"""Under which name the fields stand on the page."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]


class RuleForm(WireModel):
    """What stands in the form.

    ``shape``: the condition is that of the line alone, what is chosen in the form, or the text ``condition``.
    """

    id: Line
    shape: Literal["line", "choices", "text"]
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
    lead: str | None = None
    contribute: tuple[str, ...] = ()
    service: str | None = None
    priority: str | None = None
    answer: str | None = None
    confirm: str | None = None
    reason_nl: Line
    reason_en: Line
    otherwise_nl: Line | None = None
    otherwise_en: Line | None = None
    source: Line | None = None

    @property
    def choices(self) -> Choices:
        """What is chosen of the condition."""
        return Choices(
            having={kind: getattr(self, _field(kind)) for kind in CHOSEN},
            lacking={kind: getattr(self, f"no_{_field(kind)}") for kind in DENIED},
            within_days=self.within_days,
        )


def read_rule(sent: FormData) -> Entry:
    """Return the rule that was typed.

    Raises:
        InvalidInput: a field is not filled in, or the text of the condition is not YAML.
    """
    typed = read(RuleForm, NAME, sent)
    rule = {
        "id": typed.id,
        "when": _condition(typed),
        "reason": {"nl": typed.reason_nl, "en": typed.reason_en},
        "otherwise": filled({"nl": typed.otherwise_nl, "en": typed.otherwise_en}),
        "source": typed.source,
    }
    return {**filled(rule), "then": filled({name: getattr(typed, name) for name in _EFFECTS})}


def fill_rule(rule: Entry) -> Filled:
    """Return the fields of the form as they stand for ``rule``."""
    when = rule.get("when")
    choices = choices_of(when)
    effects = {name: rule["then"].get(name, "") for name in _EFFECTS}
    texts = {f"{part}{language.title()}": rule.get(part, {}).get(language, "") for part, language in _TEXTS}
    shape = "line" if when is None else "text" if choices is None else "choices"
    fields = {
        "id": rule["id"],
        "shape": shape,
        "condition": as_yaml(when) if shape == "text" else "",
        "source": rule.get("source", ""),
        **effects,
        **texts,
        **(_chosen(choices) if choices else {}),
    }
    return {f"{NAME}-{name}": value for name, value in fields.items()}


_EFFECTS = ("lead", "contribute", "service", "priority", "answer", "confirm")
_TEXTS = tuple((part, language) for part in ("reason", "otherwise") for language in ("nl", "en"))


def _condition(typed: RuleForm) -> Mapping[str, Any] | None:
    if typed.shape == "text":
        return read_mapping(typed.condition, f"{NAME}-condition")
    return condition_of(typed.choices) if typed.shape == "choices" else None


def _chosen(choices: Choices) -> dict[str, Any]:
    days = "" if choices.within_days is None else str(choices.within_days)
    having, lacking = _named(choices.having), {f"no-{kind}": codes for kind, codes in choices.lacking.items()}
    return {**having, **_named(lacking), "withinDays": days}


def _named(codes: Codes) -> dict[str, Any]:
    return {_wire(kind): list(of_kind) for kind, of_kind in codes.items()}


def _field(kind: str) -> str:
    return kind.replace("-", "_")


def _wire(kind: str) -> str:
    first, *others = kind.split("-")
    return first + "".join(word.title() for word in others)
