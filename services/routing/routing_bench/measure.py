"""Measures the questions that routing decides per second of processor time, with a rule set of a given size.

Time is processor time, not wall-clock time: other work of the machine does not count, and only one core is used. In
each round all compared programs take turns, so that ratios are of the same moment.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle
from time import process_time
from typing import NamedTuple, TypeVar

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.evidence import Evidence, match_terms
from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.decide.question import Question
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.model import RuleSet
from loket_shared.local_time import local_date
from routing_bench import synthetic_policy, synthetic_questions
from routing_bench.naive import Naive

SIZE = synthetic_policy.Size(rules=200, regimes=40, terms=2_000)
TENFOLD = synthetic_policy.Size(rules=2_000, regimes=40, terms=20_000)
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

_QUESTIONS = 200
_COMPARED = 20
_PARTS = 5

Given = TypeVar("Given")


class Round(NamedTuple):
    """Work per second of processor time: questions read and decided, only read, only decided, and so on."""

    decided: float
    read: float
    weighed: float
    tenfold: float
    naive: float


class Compiled(NamedTuple):
    """A rule set that is ready to decide, and the seconds to compile it from its document."""

    rule_set: RuleSet
    seconds: float


class Measured(NamedTuple):
    """The rounds, the seconds to compile both sets, and the share of questions in which the same rules fired."""

    rounds: Sequence[Round]
    compiling: float
    compiling_tenfold: float
    agreement: float


def measure(count: int, seconds: float) -> Measured:
    """Measure ``count`` rounds of ``seconds`` each."""
    usual, tenfold = compiled(SIZE), compiled(TENFOLD)
    asked = synthetic_questions.generate(_QUESTIONS, synthetic_policy.terms(synthetic_policy.generate(SIZE)))
    naive = Naive(usual.rule_set)
    # No real process holds all of this at once, so the garbage collector must not scan the objects of the others.
    gc.collect()
    gc.freeze()
    rounds = [Round(*_round(usual.rule_set, tenfold.rule_set, naive, asked, seconds / _PARTS)) for _ in range(count)]
    return Measured(rounds, usual.seconds, tenfold.seconds, agreement(usual.rule_set, naive, asked[:_COMPARED]))


def compiled(size: synthetic_policy.Size) -> Compiled:
    """Compile a synthetic rule set of ``size`` and let it decide once, so that its caches are filled."""
    document = synthetic_policy.generate(size)
    began = process_time()
    rule_set = parse_rule_set(document)
    _decide(synthetic_questions.generate(1, synthetic_policy.terms(document))[0], rule_set)
    return Compiled(rule_set, process_time() - began)


def agreement(rule_set: RuleSet, naive: Naive, asked: Sequence[Question]) -> float:
    """Return the share of the questions for which the naive pass fires the same rules."""
    day = local_date(AT)
    same = [
        naive.fired(question, day) == tuple(rule.id for rule in _decide(question, rule_set).fired_rules)
        for question in asked
    ]
    return sum(same) / len(same)


def _round(
    usual: RuleSet, tenfold: RuleSet, naive: Naive, asked: Sequence[Question], seconds: float
) -> Iterator[float]:
    day, known = local_date(AT), [_read(question, usual) for question in asked]
    yield _rate(lambda question: _decide(question, usual), asked, seconds)
    yield _rate(lambda question: _read(question, usual), asked, seconds)
    yield _rate(lambda evidence: decide_from_evidence(evidence, usual, AT), known, seconds)
    yield _rate(lambda question: _decide(question, tenfold), asked, seconds)
    yield _rate(lambda question: naive.fired(question, day), asked, seconds)


def _read(question: Question, rule_set: RuleSet) -> Evidence:
    return match_terms(question, rule_set.lexicon, rule_set.finder)


def _decide(question: Question, rule_set: RuleSet) -> Decision:
    return decide_from_evidence(_read(question, rule_set), rule_set, AT)


def _rate(work: Callable[[Given], object], given: Iterable[Given], seconds: float) -> float:
    """Return the rate of ``work`` per second of processor time, measured for ``seconds``."""
    began, spent, done = process_time(), 0.0, 0
    for one in cycle(given):
        work(one)
        done, spent = done + 1, process_time() - began
        if spent >= seconds:
            break
    return done / spent
