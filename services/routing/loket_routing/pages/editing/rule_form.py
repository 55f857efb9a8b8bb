"""A rule as a form: who, when and why."""

from starlette.datastructures import FormData

from loket_routing.domain.editing.document import Entry, filled
from loket_routing.pages.editing.condition_form import ConditionForm, fill_condition
from loket_routing.pages.editing.part import Filled
from loket_routing.pages.editing.typed_line import Line
from loket_routing.pages.field_names import RULE_FIELDS
from loket_shared.web.form_parsing import parse_form

NAME = "rule"
"""Under which name the fields stand on the page."""


class RuleForm(ConditionForm):
    """What stands in the form; without a condition of its own, the rule has that of its line."""

    id: Line
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


def read_rule(sent: FormData) -> Entry:
    """Return the rule that was typed.

    Raises:
        InvalidInput: a field is not filled in, or the text of the condition can't be read.
    """
    typed = parse_form(RuleForm, NAME, sent, RULE_FIELDS)
    rule = {
        "id": typed.id,
        "when": typed.typed(NAME),
        "reason": {"nl": typed.reason_nl, "en": typed.reason_en},
        "otherwise": filled({"nl": typed.otherwise_nl, "en": typed.otherwise_en}),
        "source": typed.source,
    }
    effects = {**{name: getattr(typed, name) for name in _EFFECTS}, "contribute": list(typed.contribute)}
    return {**filled(rule), "then": filled(effects)}


def fill_rule(rule: Entry) -> Filled:
    """Return the fields of the form as they stand for ``rule``."""
    fields = {
        **fill_condition(rule.get("when")),
        **{name: rule["then"].get(name, "") for name in _EFFECTS},
        **{f"{part}{language.title()}": rule.get(part, {}).get(language, "") for part, language in _TEXTS},
        "id": rule["id"],
        "source": rule.get("source", ""),
    }
    return {f"{NAME}-{name}": value for name, value in fields.items()}


_EFFECTS = ("lead", "contribute", "service", "priority", "answer", "confirm")
_TEXTS = tuple((part, language) for part in ("reason", "otherwise") for language in ("nl", "en"))
