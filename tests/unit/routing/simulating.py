"""Past questions and rule sets for the tests of simulations."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from unit.routing.asking import MOMENT, RULES, question

from loket_routing import policy
from loket_routing.domain.decide.evidence import match_terms
from loket_routing.domain.decide.question import Question
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.simulation.compare import Change
from loket_routing.domain.simulation.report import Reports
from loket_routing.domain.simulation.report_builder import build_reports
from loket_routing.domain.simulation.run import PastQuestion, Simulator
from loket_routing.domain.simulation.totals import Totals

TOPICS = ["collaboration-institution", "researcher-admission", "export-control", "cyber-security", "incident", "other"]
FIELDS = ["photonics", "space", "education", "energy-nuclear", "agri-food", "chemistry"]
TEXTS = [
    "Een vraag.",
    "Dual-use goederen.",
    "Een raket.",
    "Geen raket, wel fotonica.",
    "Een hack door een statelijke actor.",
]

QUESTIONS = st.builds(
    lambda topics, text, fields, countries, consent: question(
        *topics,
        text=text,
        fields=tuple(sorted(fields)),
        countries=tuple(sorted(countries)),
        consent_to_share=consent,
    ),
    topics=st.lists(st.sampled_from(TOPICS), min_size=1, max_size=2, unique=True),
    text=st.sampled_from(TEXTS),
    fields=st.lists(st.sampled_from(FIELDS), max_size=2, unique=True),
    countries=st.lists(st.sampled_from(["BE", "CN", "IR", "RU", "US", "BR"]), max_size=2, unique=True),
    consent=st.sampled_from([True, True, True, False]),
)


def past(asked: Question, at: datetime = MOMENT) -> PastQuestion:
    evidence = match_terms(asked, RULES.lexicon, RULES.finder)
    return PastQuestion(evidence, evidence, at)


def without_rules(*names: str) -> RuleSet:
    """The first policy without some rules, unchecked: a rule owner could not save every one of these."""
    document: dict[str, Any] = policy.document(RULES.version)
    lines = [
        line | {"rules": [rule for rule in line["rules"] if rule["id"] not in names]} for line in document["lines"]
    ]
    kept = [line for line in lines if line["rules"]]
    numbers = {line["number"] for line in kept}
    precedence = [number for number in document["precedence"] if number in numbers]
    return RuleSet.model_validate(document | {"version": "2026.2", "lines": kept, "precedence": precedence})


def simulate_all(candidate: RuleSet, questions: Iterable[PastQuestion]) -> tuple[Totals, list[Change]]:
    """Simulate all ``questions``; return the totals and the changes."""
    simulator, totals = Simulator(RULES, candidate), Totals()
    changes = [totals.add(simulator.simulate(each)) for each in questions]
    return totals, [change for change in changes if change is not None]


def reports(candidate: RuleSet, *questions: PastQuestion) -> Reports:
    return build_reports(simulate_all(candidate, questions)[0], RULES, candidate)


def by_code(entries: Iterable[Any], name: str) -> Mapping[str, Any]:
    """The entries of a report by the code that ``name`` calls."""
    return {getattr(entry, name): entry for entry in entries}
