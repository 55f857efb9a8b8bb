"""A whole rule set as a readable table: who, when and why, grouped by topic."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loket_policy import code_lists
from loket_policy.code_lists import Code
from loket_routing.domain.rule_sets.conditions import Condition
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Line, Rule
from loket_routing.domain.wording.conditions import both_in_words
from loket_routing.domain.wording.effects import effects_in_words
from loket_routing.domain.wording.names import Names
from loket_shared.contracts.texts import BilingualText

_ANY_TOPIC = BilingualText(nl="Elk onderwerp", en="Any topic")
_OR_NOTHING_ELSE = BilingualText(nl=", of geen andere regel geldt", en=", or no other rule holds")


@dataclass(frozen=True)
class RuleRow:
    """One rule in words; ``topics`` are those it is about, none where it holds for any topic."""

    id: str
    line: int
    title: BilingualText
    topics: tuple[Code, ...]
    when: BilingualText
    who: BilingualText
    why: BilingualText
    source: str | None


@dataclass(frozen=True)
class RuleGroup:
    """The rules about one topic, highest in the precedence first; ``topic`` None: about any topic."""

    topic: str | None
    name: BilingualText
    rows: tuple[RuleRow, ...]


def rule_rows(rule_set: RuleSet, on: date) -> tuple[RuleRow, ...]:
    """Return every rule once, highest in the precedence first, departments named as on the day ``on``."""
    names = Names.of(rule_set, on)
    return tuple(
        _row(line, rule, names, is_fallback=line.number == rule_set.fallback)
        for line in _ranked(rule_set)
        for rule in line.rules
    )


def rule_table(rows: tuple[RuleRow, ...]) -> tuple[RuleGroup, ...]:
    """Return ``rows`` by topic, in the order of the code list; a rule about two topics stands under both."""
    return tuple(group for group in _groups(rows) if group.rows)


def _ranked(rule_set: RuleSet) -> list[Line]:
    """Return the lines by precedence; a draft's may miss one, which then comes last."""
    place = {number: rank for rank, number in enumerate(rule_set.precedence)}
    return sorted(rule_set.lines, key=lambda line: place.get(line.number, len(place)))


def _groups(rows: tuple[RuleRow, ...]) -> Iterator[RuleGroup]:
    for topic in code_lists.topics():
        yield RuleGroup(topic.code, topic.name, tuple(row for row in rows if topic in row.topics))
    yield RuleGroup(None, _ANY_TOPIC, tuple(row for row in rows if not row.topics))


def _row(line: Line, rule: Rule, names: Names, *, is_fallback: bool) -> RuleRow:
    when = both_in_words(line.when, rule.when, names)
    return RuleRow(
        id=rule.id,
        line=line.number,
        title=line.title,
        topics=_topics(line, rule),
        when=BilingualText(nl=when.nl + _OR_NOTHING_ELSE.nl, en=when.en + _OR_NOTHING_ELSE.en) if is_fallback else when,
        who=effects_in_words(rule.then, names),
        why=rule.reason,
        source=rule.source,
    )


def _topics(line: Line, rule: Rule) -> tuple[Code, ...]:
    """Return the topics that ``rule`` may hold for; none where that is every topic."""
    whole = frozenset(topic.code for topic in code_lists.topics())
    about = _about(line.when, whole) & (_about(rule.when, whole) if rule.when else whole)
    return tuple(topic for topic in code_lists.topics() if topic.code in about) if about != whole else ()


def _about(condition: Condition, whole: frozenset[str]) -> frozenset[str]:
    """Return the topics without any of which ``condition`` can't hold; ``whole`` where it asks for none."""
    if condition.topic:
        return whole.intersection(condition.topic)
    found = [_about(part, whole) for part in condition.parts]
    if condition.all_:
        return whole.intersection(*found)
    return frozenset[str]().union(*found) if condition.any_ else whole
