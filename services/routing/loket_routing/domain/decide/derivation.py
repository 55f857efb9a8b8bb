"""Derives the facts of a question from its matched terms and its form."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from loket_routing.domain.decide.evidence import Evidence, TermMatch
from loket_routing.domain.decide.facts import ANY, FORM, Fact, Facts, make_fact
from loket_routing.domain.decide.matching.hits import Doubt
from loket_routing.domain.rule_set.conditions import ConditionIndex
from loket_routing.domain.rule_set.model import RuleSet, Signal, derive_signals

REGIME = "legal-regime"
"""The name of the fact that a legal regime applies."""
DENIED = "denied-signal"
"""The name of the fact that denied terms alone would have given a signal."""
CONTRADICTED = "contradicted-signal"
"""The name of the fact that a signal rests on terms of a category that the text denies as well."""
DOUBTED: Mapping[Doubt, str] = MappingProxyType(
    {
        Doubt.DENIAL: "perhaps-denied-signal",
        Doubt.MEANING: "ambiguous-signal",
        Doubt.ELSEWHERE: "misplaced-signal",
        Doubt.SPELLING: "misspelt-signal",
        Doubt.NEARLY: "nearly-found-signal",
        Doubt.HINT: "hinted-signal",
    }
)
"""The names of the facts that a term gives a signal and leaves a doubt."""


class MatchedTerms:
    """The terms that matched in a question, and the facts of its form."""

    def __init__(self, found: Iterable[TermMatch], form: Facts, rule_set: RuleSet) -> None:
        self._signals = rule_set.signals_by_facts
        self._by_words = rule_set.doubt.contradicted_by == "words"
        self._found = _without_idle_hints(tuple(_supported(found, form, rule_set)), form, self._signals)

    def asserted(self) -> Iterator[Fact]:
        """Yield a fact for each match that is not denied, doubtful or not."""
        return (_match_fact(each) for each in self._found if not each.denied)

    def questionable(self) -> Iterator[Fact]:
        """Yield the signals of denied matches, and those of doubtful ones."""
        denied = [each for each in self._found if each.denied]
        asserted = {each.category for each in self._found if not each.denied and each.doubt is None}
        if denied:
            contradicted = {each.source for each in denied if each.category in asserted} if self._by_words else ()
            for fact in self._renamed(denied, DENIED):
                yield fact
                if fact.source in contradicted:
                    yield Fact(name=CONTRADICTED, value=fact.value, source=fact.source)
        doubtful = (each for each in self._found if each.doubt is not None and not each.denied)
        doubted = [each for each in doubtful if each.category not in asserted]
        for doubt, name in DOUBTED.items() if doubted else ():
            yield from self._renamed((each for each in doubted if each.doubt is doubt), name)

    def _renamed(self, found: Iterable[TermMatch], name: str) -> Iterator[Fact]:
        words = tuple(found)
        for fact in _signals_of(words, self._signals) if words else ():
            yield Fact(name=name, value=fact.value, source=fact.source)


def _supported(found: Iterable[TermMatch], form: Facts, rule_set: RuleSet) -> Iterator[TermMatch]:
    """Yield the matches; an ambiguous term is not doubtful if other terms, or the form, support it."""
    given = tuple(found)
    if not any(each.doubt is Doubt.MEANING for each in given):
        yield from given
        return
    terms: dict[str, set[str]] = {}
    for each in given:
        if not each.denied and each.doubt in {None, Doubt.MEANING}:
            terms.setdefault(each.category, set()).add(each.term)
    said = {
        category.code
        for category in rule_set.lexicon.categories
        if category.supported_on_form is not None and category.supported_on_form.support(form) is not None
    }
    for each in given:
        kept = each.doubt is Doubt.MEANING and (each.category in said or len(terms.get(each.category, ())) > 1)
        yield each.model_copy(update={"doubt": None}) if kept else each


def _without_idle_hints(
    found: tuple[TermMatch, ...], form: Facts, signals: ConditionIndex[Signal]
) -> tuple[TermMatch, ...]:
    """Leave out hints that repeat the form or another term."""
    hints = {each.category: each for each in found if each.doubt is Doubt.HINT}
    if not hints:
        return found
    said = {each.category for each in found if each.doubt is not Doubt.HINT and not each.denied}
    given = derive_signals(signals, form).keys

    def idle(hint: TermMatch) -> bool:
        return hint.category in said or all(("signal", fact.value) in given for fact in _signals_of([hint], signals))

    left_out = {category for category, hint in hints.items() if idle(hint)}
    return tuple(each for each in found if each.doubt is not Doubt.HINT or each.category not in left_out)


def _signals_of(found: Iterable[TermMatch], signals: ConditionIndex[Signal]) -> tuple[Fact, ...]:
    """Return the signals that these matches alone give."""
    return derive_signals(signals, Facts.of(map(_match_fact, found))).named("signal", (ANY,))


def _match_fact(found: TermMatch) -> Fact:
    return Fact(name="words", value=found.category, source=found.source)


def derive_facts(evidence: Evidence, rule_set: RuleSet, day: date) -> Facts:
    """Return the facts of the form, the signals, also denied or doubtful ones, and the legal regimes of ``day``."""
    form = Facts.of(_form_facts(evidence, day))
    matches = MatchedTerms(evidence.found, form, rule_set)
    facts = derive_signals(rule_set.signals_by_facts, form.plus(matches.asserted())).without("words")
    return with_countries(facts.plus(matches.questionable()), evidence.countries, rule_set, day)


def with_countries(facts: Facts, countries: tuple[str, ...], rule_set: RuleSet, day: date) -> Facts:
    """Return ``facts`` with the legal regimes that apply to these countries on ``day``, and no others."""
    other = facts.without(REGIME)
    known = rule_set.regimes_by_facts.among(other)
    return other.plus([regime.fact for regime in known if regime.applies(countries, other, day)])


def with_topics(facts: Facts, topics: Iterable[str]) -> Facts:
    """Return ``facts`` as if the asker had chosen these topics."""
    return facts.without("topic").plus(Fact(name="topic", value=topic, source="signals") for topic in topics)


def _form_facts(evidence: Evidence, day: date) -> Iterator[Fact]:
    given = {
        ("topic", "topics"): evidence.topics,
        ("field", "fields"): evidence.fields,
        ("partner-type", "partners"): evidence.partner_types,
        ("kind", "kind"): (evidence.kind,),
        ("institution-kind", "institution"): (evidence.institution_kind,),
        ("language", "language"): (evidence.language,),
    }
    for (name, place), codes in given.items():
        yield from (make_fact(name, code, f"{FORM}{place}") for code in codes)
    if evidence.is_incident:
        yield make_fact("topic", "incident", f"{FORM}{'kind' if evidence.kind == 'incident' else 'topics'}")
    if evidence.needed_by is not None:
        yield make_fact("needed-in-days", str((evidence.needed_by - day).days), f"{FORM}neededBy")
