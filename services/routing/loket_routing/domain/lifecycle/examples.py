"""Examples next to a rule set: each is a question, and the route that it must get."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from pydantic import ConfigDict, Field, TypeAdapter

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.evidence import Evidence, match_terms
from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.decide.question import Passage, Question
from loket_routing.domain.rule_set.model import RuleSet
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import CountryCode, DepartmentCode, Kind, Priority, Route
from loket_shared.contracts.texts import Language
from loket_shared.local_time import DUTCH_TIME

_MIDDAY = time(12, tzinfo=DUTCH_TIME)


class Expected(WireModel):
    """The route that an example must get; the order of contributors is of no account."""

    model_config = ConfigDict(extra="forbid")

    lead: DepartmentCode
    contributors: tuple[DepartmentCode, ...] = ()
    priority: Priority = "normal"

    @property
    def route(self) -> Route:
        """The route, for comparison with the decided one."""
        return Route(lead=self.lead, contributors=tuple(sorted(self.contributors)), priority=self.priority)


class Example(WireModel):
    """An invented question, in the codes of the form; ``asked``: the day on which the law counts, today if left out."""

    model_config = ConfigDict(extra="forbid")

    topics: tuple[str, ...] = Field(min_length=1, max_length=3)
    text: str = Field(min_length=1, max_length=20_000)
    subject: str = Field(default="", max_length=200)
    language: Language = "nl"
    kind: Kind = "question"
    fields: tuple[str, ...] = ()
    countries: tuple[CountryCode, ...] = ()
    partners: tuple[str, ...] = ()
    institution: str = "university"
    needed_by: date | None = None
    consent: bool = True
    asked: date | None = None

    @property
    def question(self) -> Question:
        """The question as routing would store it."""
        return Question(
            kind=self.kind,
            topics=tuple(sorted(set(self.topics))),
            passages=(Passage(place="subject", text=self.subject), Passage(place="description", text=self.text)),
            fields=tuple(sorted(set(self.fields))),
            countries=tuple(sorted(set(self.countries))),
            partner_types=tuple(sorted(set(self.partners))),
            institution_kind=self.institution,
            language=self.language,
            needed_by=self.needed_by,
            consent_to_share=self.consent,
        )

    def moment(self, now: datetime) -> datetime:
        """Return the moment at which the question counts as asked."""
        return now if self.asked is None else datetime.combine(self.asked, _MIDDAY)


class ExpectedExample(Example):
    """An example with the route that it must get."""

    expect: Expected


EXAMPLES = TypeAdapter(tuple[ExpectedExample, ...])
"""Reads examples from JSON, or from the data of a document."""


def examples_as_json(examples: Iterable[ExpectedExample]) -> str:
    """Return ``examples`` as JSON values for storage; fields without a value are left out."""
    return EXAMPLES.dump_json(tuple(examples), by_alias=True, exclude_defaults=True).decode()


class FailedExample(WireModel):
    """An example that does not get its route; ``number`` counts from 1 in the order of the examples."""

    number: int
    text: str
    expected: Route
    got: Route


def run_example(rule_set: RuleSet, example: Example, now: datetime) -> tuple[Evidence, Decision]:
    """Return the evidence of ``example`` by the lexicon of ``rule_set``, and the decision.

    Raises:
        UndecidableError: the rule set names contributors and no lead for it.
    """
    evidence = match_terms(example.question, rule_set.lexicon, rule_set.finder)
    return evidence, decide_from_evidence(evidence, rule_set, example.moment(now))


def failed_examples(rule_set: RuleSet, examples: Iterable[ExpectedExample], now: datetime) -> Iterator[FailedExample]:
    """Yield the examples whose route by ``rule_set`` is not the expected one.

    Raises:
        UndecidableError: the rule set names contributors and no lead for an example.
    """
    for number, example in enumerate(examples, start=1):
        got = run_example(rule_set, example, now)[1].route
        if got != example.expect.route:
            yield FailedExample(number=number, text=example.text, expected=example.expect.route, got=got)
