"""Differences between lines and between rules."""

from collections.abc import Iterator

from loket_routing.domain.rule_set.model import Line, Rule, RuleSet
from loket_routing.domain.wording.conditions import condition_in_words
from loket_routing.domain.wording.differences import saying
from loket_routing.domain.wording.differences.difference import Difference
from loket_routing.domain.wording.differences.parts import Aspect, Kind, order_differences, part_differences
from loket_routing.domain.wording.effects import effects_in_words
from loket_routing.domain.wording.names import Names
from loket_shared.contracts.texts import Text

CONDITION = Text(nl="voorwaarde", en="condition")

LINE = Kind[Line](
    place="line",
    subject=Text(nl="Lijn {name}", en="Line {name}"),
    key="number",
    aspects=(
        Aspect("title", Text(nl="titel", en="title"), saying.text),
        Aspect("when", CONDITION, condition_in_words),
    ),
)
RULE = Kind[Rule](
    place="rule",
    subject=Text(nl="Regel {name}", en="Rule {name}"),
    key="id",
    aspects=(
        Aspect("when", CONDITION, condition_in_words),
        Aspect("then", Text(nl="gevolg", en="effect"), effects_in_words),
        Aspect("reason", Text(nl="reden", en="reason"), saying.text),
        Aspect("otherwise", Text(nl="reden waarom niet", en="reason why not"), saying.text),
        Aspect("source", Text(nl="bron", en="source"), saying.word),
    ),
)
_LINES = Text(nl="Lijnen", en="Lines")


def line_differences(before: RuleSet, after: RuleSet, names: tuple[Names, Names]) -> Iterator[Difference]:
    """Yield what is different in lines and their rules."""
    yield from part_differences(LINE, before.lines, after.lines, names)
    yield from part_differences(RULE, _rules(before), _rules(after), names)
    yield from order_differences("lines", _LINES, LINE, before.lines, after.lines)
    old = {line.number: line for line in before.lines}
    for line in after.lines:
        rules = old[line.number].rules if line.number in old else ()
        yield from order_differences(LINE.place_of(line), LINE.subject_of(line), RULE, rules, line.rules)


def _rules(rule_set: RuleSet) -> Iterator[Rule]:
    return (rule for line in rule_set.lines for rule in line.rules)
