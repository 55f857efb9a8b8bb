"""From a question to the facts its route rests on."""

from collections.abc import Iterable, Iterator
from datetime import date

from loket_routing.domain.facts import FORM, Fact, Facts
from loket_routing.domain.question import Question
from loket_routing.domain.rule_set import RuleSet
from loket_routing.domain.signals import derive_signals
from loket_routing.domain.text.mentions import Finder, Mention


def gather(question: Question, rule_set: RuleSet, day: date) -> Facts:
    """Return form facts, signals, denied signals and the legal regimes that apply on ``day``."""
    form = Facts.of(_form_facts(question))
    mentions = tuple(_mentions(question, rule_set.finder))
    facts = derive_signals(rule_set.signals, form.plus(fact for fact, denied in mentions if not denied))
    regimes = [regime.fact() for regime in rule_set.regimes if regime.applies(question.countries, facts, day)]
    return facts.without("words").plus(regimes).plus(_denied(rule_set, mentions))


def with_topics(facts: Facts, topics: Iterable[str]) -> Facts:
    """Return ``facts`` as if the asker had chosen these topics."""
    return facts.without("topic").plus(Fact(name="topic", value=topic, source="signals") for topic in topics)


def _form_facts(question: Question) -> Iterator[Fact]:
    given = {
        ("topic", "topics"): question.topics,
        ("field", "fields"): question.fields,
        ("partner-type", "partners"): question.partner_types,
        ("kind", "kind"): (question.kind,),
        ("institution-kind", "institution"): (question.institution_kind,),
        ("language", "language"): (question.language,),
    }
    for (name, place), codes in given.items():
        yield from (Fact(name=name, value=code, source=f"{FORM}{place}") for code in codes)
    if question.is_incident:
        yield Fact(
            name="topic", value="incident", source=f"{FORM}{'kind' if question.kind == 'incident' else 'topics'}"
        )


def _mentions(question: Question, finder: Finder) -> Iterator[tuple[Fact, bool]]:
    for passage in question.passages:
        for mention in finder.find(passage.text):
            yield _word_fact(passage.place, mention), mention.denied


def _word_fact(place: str, mention: Mention) -> Fact:
    source = f"{place}[{mention.start}:{mention.end}]: {mention.term}"
    return Fact(name="words", value=mention.category, source=source)


def _denied(rule_set: RuleSet, mentions: tuple[tuple[Fact, bool], ...]) -> Iterator[Fact]:
    """Yield the signals that denied words alone would have given."""
    denied = derive_signals(rule_set.signals, Facts.of(fact for fact, was_denied in mentions if was_denied))
    for fact in denied.all:
        if fact.name == "signal":
            yield Fact(name="denied-signal", value=fact.value, source=fact.source)
