"""Checks names, the precedence of lines, texts for readers and the terms of the lexicon."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from loket_routing.domain.decide.facts import ANY
from loket_routing.domain.decide.matching.folding import fold_term
from loket_routing.domain.rule_set.faults import RuleSetFault, RuleSetPlace, brief, fault
from loket_routing.domain.rule_set.model import RuleSet
from loket_shared.contracts.texts import BilingualText

_CODE = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


def find_name_faults(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find duplicate names, names that are no codes, and rules without the name of their line."""
    codes = {
        "signal": [signal.code for signal in rule_set.signals],
        "regime": [regime.code for regime in rule_set.regimes],
        "words": [category.code for category in rule_set.lexicon.categories],
    }
    names = {
        "line": [str(line.number) for line in rule_set.lines],
        "rule": [rule.id for rule in rule_set.rules],
        "service": [service.signal for service in rule_set.services],
        "lens": [lens.signal for lens in rule_set.lenses],
    }
    for subject, given in (codes | names).items():
        yield from (_twice(RuleSetPlace(subject, name)) for name in repeated(given))
    for subject, given in codes.items():
        yield from (
            _malformed(RuleSetPlace(subject, name)) for name in given if name == ANY or not _CODE.fullmatch(name)
        )
    yield from _rules_of_another_line(rule_set)


def repeated(names: Iterable[str]) -> list[str]:
    """Return the names that occur more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def _rules_of_another_line(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    for line in rule_set.lines:
        for rule in line.rules:
            if not rule.id.startswith(f"{line.number}-"):
                yield fault(
                    "rule-of-another-line",
                    RuleSetPlace("rule", rule.id),
                    f"Zijn naam begint met het nummer van zijn lijn, {line.number}.",
                    f"Its name begins with the number of its line, {line.number}.",
                )


def _twice(place: RuleSetPlace) -> RuleSetFault:
    return fault("name-used-twice", place, "Deze naam is twee keer gebruikt.", "This name is used twice.")


def _malformed(place: RuleSetPlace) -> RuleSetFault:
    return fault(
        "malformed-name",
        place,
        "Een naam bestaat uit kleine letters en cijfers, met streepjes ertussen; 'any' is geen naam.",
        "A name consists of small letters and digits, with hyphens between them; 'any' is no name.",
    )


_PLACE = RuleSetPlace(path=("precedence",))


def find_precedence_faults(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find lines that are missing or ranked twice, and a fallback that is not last."""
    if sorted(line.number for line in rule_set.lines) != sorted(rule_set.precedence):
        nl, en = "De voorrang noemt elke lijn precies één keer.", "It names each line exactly once."
        yield fault("precedence-incomplete", _PLACE, nl, en)
    if not rule_set.precedence or rule_set.precedence[-1] != rule_set.fallback:
        nl = "De lijn die ook stemt waar geen ander stemt ('fallback'), staat achteraan."
        yield fault("fallback-not-last", _PLACE, nl, "The fallback stands last.")


_LONGEST_TEXT = 1000


def find_text_faults(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find names and reasons that are empty or too long."""
    for place, text in _texts(rule_set):
        if not (text.nl.strip() and text.en.strip()):
            yield fault(
                "empty-text", place, "De Nederlandse of Engelse tekst is leeg.", "The Dutch or English is empty."
            )
        if max(len(text.nl), len(text.en)) > _LONGEST_TEXT:
            nl, en = (
                f"De tekst is langer dan {_LONGEST_TEXT} tekens.",
                f"The text is longer than {_LONGEST_TEXT} characters.",
            )
            yield fault("long-text", place, nl, en)


def _texts(rule_set: RuleSet) -> Iterator[tuple[RuleSetPlace, BilingualText]]:
    yield from ((RuleSetPlace("line", str(line.number), ("title",)), line.title) for line in rule_set.lines)
    for rule in rule_set.rules:
        yield RuleSetPlace("rule", rule.id, ("reason",)), rule.reason
        if rule.otherwise is not None:
            yield RuleSetPlace("rule", rule.id, ("otherwise",)), rule.otherwise
    yield from ((RuleSetPlace("service", one.signal, ("otherwise",)), one.otherwise) for one in rule_set.services)
    yield from ((RuleSetPlace("signal", signal.code, ("name",)), signal.name) for signal in rule_set.signals)
    yield from ((RuleSetPlace("regime", regime.code, ("name",)), regime.name) for regime in rule_set.regimes)


_SHORTEST_HEAD = 2
_LONGEST_TERM = 100


def find_term_faults(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find duplicate terms in a category, terms that are too long, and heads too short for a compound."""
    for category in rule_set.lexicon.categories:
        place = RuleSetPlace("words", category.code)
        concepts = category.concepts.values()
        looked_for = (*concepts, category.several_meanings, category.hints)
        for term in repeated(term for concept in looked_for for term in set(concept.terms())):
            shown = brief(term)
            nl, en = f"De term '{shown}' staat er twee keer.", f"The term '{shown}' stands there twice."
            yield fault("term-twice", place, nl, en)
        for term in (term for concept in category.lists for term in concept.terms()):
            if len(term) > _LONGEST_TERM:
                nl, en = f"De term '{brief(term)}' is te lang.", f"The term '{brief(term)}' is too long."
                yield fault("long-term", place, nl, en)
    for head in rule_set.lexicon.heads:
        if len(fold_term(head)) < _SHORTEST_HEAD:
            nl = f"Het woorddeel '{brief(head)}' is te kort om een samenstelling te herkennen."
            en = f"The head '{brief(head)}' is too short to know a compound by."
            yield fault("short-head", RuleSetPlace(path=("lexicon", "heads")), nl, en)
