"""The baseline for routing: one regular expression per term over the text, and one ``if`` per rule.

It finds the same terms, including compounds and inflections, uses the same function for denials, derives the same
signals and regimes, and returns the rules that fire. It leaves out phrases that contain a term but mean something else,
the longest of several terms in one place, enumerations that continue a denial, and all explanations: sources of facts,
rejected departments, the confidence, and the route itself.
"""

import re
from collections.abc import Iterator
from datetime import date

from loket_routing.domain.decide.facts import ANY, Key
from loket_routing.domain.decide.matching.denial import polarity_of
from loket_routing.domain.decide.matching.folding import fold, fold_term
from loket_routing.domain.decide.matching.hits import Polarity
from loket_routing.domain.decide.matching.lexicon import Category
from loket_routing.domain.decide.matching.terms import Term, parse_term
from loket_routing.domain.decide.matching.tokens import Tokens
from loket_routing.domain.decide.question import Question
from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.model import RuleSet

Mention = tuple[str, str, bool]


class Naive:
    """A rule set, compiled term by term."""

    def __init__(self, rule_set: RuleSet) -> None:
        self._rule_set = rule_set
        heads = "|".join(map(re.escape, map(fold_term, rule_set.lexicon.heads)))
        self._terms = [
            (category, term, re.compile(_as_expression(parse_term(term), heads)))
            for category in rule_set.lexicon.categories
            for concept in category.concepts.values()
            for term in concept.terms()
        ]
        self._fallback = [rule.id for rule in rule_set.ranked[-1].rules]

    def find(self, text: str) -> set[Mention]:
        """Return category and term of every word found in ``text``, and whether it is denied."""
        read = fold(text)
        folded, words = read.text, Tokens(read.pieces)
        found: set[Mention] = set()
        for category, term, expression in self._terms:
            for match in expression.finditer(folded):
                first, last = folded.count(" ", 0, match.start()), folded.count(" ", 0, match.end() - 1)
                polarity = polarity_of(words, first, last, _by_determiner(category))
                found.add((category.code, term, polarity is Polarity.DENIED))
        return found

    def fired(self, question: Question, day: date) -> tuple[str, ...]:
        """Return the names of the rules that fire for ``question``, highest in the precedence first."""
        known = self._known(question, day)
        served = any(("signal", service.signal) in known for service in self._rule_set.services)
        fired: list[str] = []
        for line in self._rule_set.ranked:
            for rule in line.rules:
                own = rule.when is None or _holds(rule.when, known)
                if own and _holds(line.when, known) and (served or not rule.then.service):
                    fired.append(rule.id)
        return tuple(fired or self._fallback)

    def _known(self, question: Question, day: date) -> set[Key]:
        found = {mention for passage in question.passages for mention in self.find(passage.text)}
        known = set(_of_the_form(question)) | {("words", category) for category, _, denied in found if not denied}
        for signal in self._rule_set.signals:
            if _holds(signal.when, known):
                known.add(("signal", signal.code))
        for regime in self._rule_set.regimes:
            somewhere = regime.in_force(day) and any(map(regime.territory.covers, question.countries))
            if somewhere and _holds(regime.covers, known):
                known.add(("legal-regime", regime.code))
        return known


def _as_expression(term: Term, heads: str) -> str:
    start = r"\b\w*" if term.anywhere else r"\b"
    ending = "(?:e|n|en|s|es)?"
    if term.exact:
        ending = ""
    elif term.open_end:
        ending = r"\w*"
    elif term.compound:
        ending = rf"(?:(?:e|n|en|s|es)?|(?:s|e|en|n)?(?:{heads})\w*)"
    return rf"{start}(?:{'|'.join(map(re.escape, term.patterns))}){ending}\b"


def _by_determiner(category: Category) -> bool:
    return category.denied_by == "determiner"


def _of_the_form(question: Question) -> Iterator[Key]:
    yield from (("topic", code) for code in question.topics)
    yield from (("field", code) for code in question.fields)
    yield from (("partner-type", code) for code in question.partner_types)
    yield ("kind", question.kind)
    yield ("institution-kind", question.institution_kind)
    yield ("language", question.language)


def _holds(condition: Condition, known: set[Key]) -> bool:
    if condition.leaf is not None:
        name, codes = condition.leaf
        return any((name, code) in known or (code == ANY and any(key[0] == name for key in known)) for code in codes)
    if condition.not_ is not None:
        return not _holds(condition.not_, known)
    parts = (_holds(part, known) for part in condition.parts)
    return all(parts) if condition.all_ is not None else any(parts)
