"""Differences between lines and between rules."""

from collections.abc import Iterator

from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Line, Rule
from loket_routing.domain.wording.conditions import condition_in_words
from loket_routing.domain.wording.differences import saying
from loket_routing.domain.wording.differences.difference import Difference
from loket_routing.domain.wording.differences.parts import Aspect, Kind, order_differences, part_differences
from loket_routing.domain.wording.effects import effects_in_words
from loket_routing.domain.wording.names import Names
from loket_shared.contracts.texts import BilingualText

CONDITION = BilingualText(nl="voorwaarde", en="condition")

LINE = Kind[Line](
    place="line",
    subject=BilingualText(nl="Lijn {name}", en="Line {name}"),
    key="number",
    aspects=(
        Aspect("title", BilingualText(nl="titel", en="title"), saying.text),
        Aspect("when", CONDITION, condition_in_words),
    ),
)
RULE = Kind[Rule](
    place="rule",
    subject=BilingualText(nl="Regel {name}", en="Rule {name}"),
    key="id",
    aspects=(
        Aspect("when", CONDITION, condition_in_words),
        Aspect("then", BilingualText(nl="gevolg", en="effect"), effects_in_words),
        Aspect("reason", BilingualText(nl="reden", en="reason"), saying.text),
        Aspect("otherwise", BilingualText(nl="reden waarom niet", en="reason why not"), saying.text),
        Aspect("source", BilingualText(nl="bron", en="source"), saying.word),
    ),
)
_LINES = BilingualText(nl="Lijnen", en="Lines")


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
