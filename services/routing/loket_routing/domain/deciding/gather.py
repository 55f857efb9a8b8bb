"""From the evidence to the facts that a route rests on."""

from collections.abc import Iterable, Iterator
from datetime import date

from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.words import Words
from loket_routing.domain.facts import FORM, Fact, Facts, make_fact
from loket_routing.domain.rule_set.model import RuleSet, derive_signals

REGIME = "legal-regime"
"""The name of the fact that a legal regime applies."""


def gather(evidence: Evidence, rule_set: RuleSet, day: date) -> Facts:
    """Return form facts, signals, denied signals and the legal regimes that apply on ``day``."""
    form = Facts.of(_form_facts(evidence, day))
    words = Words(evidence.found, form, rule_set)
    facts = derive_signals(rule_set.signals_by_facts, form.plus(words.asserted())).without("words")
    return with_countries(facts.plus(words.questionable()), evidence.countries, rule_set, day)


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
