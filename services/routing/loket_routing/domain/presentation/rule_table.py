"""A rule set as a readable table of departments, conditions and reasons, grouped by topic; and a search in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loket_policy import code_lists
from loket_policy.code_lists import Code
from loket_routing.domain.decide.matching.folding import fold_term
from loket_routing.domain.presentation.label_lookup import LabelLookup
from loket_routing.domain.presentation.rule_texts import describe_conditions, describe_effects
from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.model import Rule, RuleGroup, RuleSet
from loket_shared.contracts.texts import BilingualText

_ANY_TOPIC = BilingualText(nl="Elk onderwerp", en="Any topic")
_OR_NOTHING_ELSE = BilingualText(nl=", of geen andere regel geldt", en=", or no other rule holds")


@dataclass(frozen=True)
class RuleRow:
    """One rule as texts; no ``topics``: it holds for any topic."""

    id: str
    line: int
    title: BilingualText
    topics: tuple[Code, ...]
    when: BilingualText
    who: BilingualText
    why: BilingualText
    source: str | None


@dataclass(frozen=True)
class TopicRules:
    """The rules about one topic, highest in the precedence first; ``topic`` None: about any topic."""

    topic: str | None
    name: BilingualText
    rows: tuple[RuleRow, ...]


def rule_rows(rule_set: RuleSet, on: date) -> tuple[RuleRow, ...]:
    """Return every rule once, highest in the precedence first, departments named as on the day ``on``."""
    names = LabelLookup.of(rule_set, on)
    return tuple(
        _row(line, rule, names, is_fallback=line.number == rule_set.fallback)
        for line in _ranked(rule_set)
        for rule in line.rules
    )


def rule_table(rows: tuple[RuleRow, ...]) -> tuple[TopicRules, ...]:
    """Return ``rows`` by topic, in the order of the code list; a rule about two topics stands under both."""
    return tuple(group for group in _groups(rows) if group.rows)


def _ranked(rule_set: RuleSet) -> list[RuleGroup]:
    """Return the lines by precedence; a line that a draft does not rank comes last."""
    place = {number: rank for rank, number in enumerate(rule_set.precedence)}
    return sorted(rule_set.lines, key=lambda line: place.get(line.number, len(place)))


def _groups(rows: tuple[RuleRow, ...]) -> Iterator[TopicRules]:
    for topic in code_lists.topics():
        yield TopicRules(topic.code, topic.name, tuple(row for row in rows if topic in row.topics))
    yield TopicRules(None, _ANY_TOPIC, tuple(row for row in rows if not row.topics))


def _row(line: RuleGroup, rule: Rule, names: LabelLookup, *, is_fallback: bool) -> RuleRow:
    when = describe_conditions(line.when, rule.when, names)
    return RuleRow(
        id=rule.id,
        line=line.number,
        title=line.title,
        topics=_topics(line, rule),
        when=BilingualText(nl=when.nl + _OR_NOTHING_ELSE.nl, en=when.en + _OR_NOTHING_ELSE.en) if is_fallback else when,
        who=describe_effects(rule.then, names),
        why=rule.reason,
        source=rule.source,
    )


def _topics(line: RuleGroup, rule: Rule) -> tuple[Code, ...]:
    """Return the topics that ``rule`` may hold for; none if it may hold for every topic."""
    whole = frozenset(topic.code for topic in code_lists.topics())
    about = _about(line.when, whole) & (_about(rule.when, whole) if rule.when else whole)
    return tuple(topic for topic in code_lists.topics() if topic.code in about) if about != whole else ()


def _about(condition: Condition, whole: frozenset[str]) -> frozenset[str]:
    """Return the topics of which ``condition`` needs one; ``whole`` if it needs no topic."""
    if condition.topic:
        return whole.intersection(condition.topic)
    found = [_about(part, whole) for part in condition.parts]
    if condition.all_:
        return whole.intersection(*found)
    return frozenset[str]().union(*found) if condition.any_ else whole


_WORD = re.compile(r"\w+")


def find_rules(rows: tuple[RuleRow, ...], query: str) -> tuple[RuleRow, ...]:
    """Return the rows with every word of ``query``, or a word that begins with it, in either language.

    Case, diacritics, hyphens and white space are ignored.
    """
    wanted = _search_words(query)
    return tuple(row for row in rows if _holds(_search_words(_search_text(row)), wanted))


def _holds(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(beginning) for word in words) for beginning in wanted)


def _search_text(row: RuleRow) -> str:
    texts = (row.title, row.when, row.who, row.why, *(topic.name for topic in row.topics))
    codes = (row.id, row.source or "", *(topic.code for topic in row.topics))
    return " ".join((*codes, *(f"{text.nl} {text.en}" for text in texts)))


def _search_words(text: str) -> list[str]:
    return _WORD.findall(fold_term(text))
