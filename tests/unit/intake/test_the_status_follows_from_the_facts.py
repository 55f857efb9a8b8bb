"""The status of a question depends on what happened, never on the order in which it became known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.intake.questions import START, fact, facts, question

from loket_intake.domain.facts import TRANSITIONS, FactKind, QuestionFact, Status, in_order, status_of
from loket_intake.domain.question import timeline
from loket_intake.views import TIMELINE_TEXTS, timeline_text

K, S = FactKind, Status


@given(st.lists(facts, max_size=8).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_facts_commute(both: tuple[list[QuestionFact], list[QuestionFact]]) -> None:
    told, shuffled = both
    assert status_of(told) is status_of(shuffled)
    assert timeline(START, told) == timeline(START, shuffled)
    assert question(*told).messages == question(*shuffled).messages


@given(st.lists(facts, max_size=8))
def test_every_step_is_a_declared_one(told: list[QuestionFact]) -> None:
    ordered = in_order(told)
    for number, last in enumerate(ordered):
        before, after = status_of(ordered[:number]), status_of(ordered[: number + 1])
        assert after in (before, TRANSITIONS[last.kind].get(before))


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ([], S.RECEIVED),
        ([K.OPENED], S.IN_PROGRESS),
        ([K.COORDINATION_STARTED], S.IN_PROGRESS),
        ([K.OPENED, K.INFORMATION_REQUESTED], S.WAITING_FOR_YOU),
        ([K.OPENED, K.INFORMATION_REQUESTED, K.SUPPLEMENTED], S.IN_PROGRESS),
        ([K.OPENED, K.SUPPLEMENTED, K.INFORMATION_REQUESTED], S.WAITING_FOR_YOU),
        ([K.OPENED, K.INFORMATION_REQUESTED, K.ANSWERED], S.ANSWERED),
        ([K.OPENED, K.ANSWERED, K.SUPPLEMENTED], S.ANSWERED),
        ([K.OPENED, K.ANSWERED, K.CLOSED, K.REOPENED], S.IN_PROGRESS),
        ([K.OPENED, K.WITHDRAWN, K.CLOSED], S.WITHDRAWN),
        ([K.SUPPLEMENTED], S.RECEIVED),
    ],
)
def test_what_happened_one_after_the_other(kinds: list[FactKind], status: Status) -> None:
    assert status_of(fact(kind, hours) for hours, kind in enumerate(kinds)) is status


def test_every_kind_of_fact_has_its_words() -> None:
    assert set(TRANSITIONS) == set(FactKind)
    assert set(FactKind) - set(TIMELINE_TEXTS) == {FactKind.ANSWER_DUE, FactKind.RESPONSE_DUE}


def test_the_asker_reads_that_ministries_look_at_the_question_and_never_which() -> None:
    text = timeline_text(timeline(START, [fact(K.COORDINATION_STARTED, 1)])[-1])
    assert text.nl.startswith("Uw vraag wordt bekeken door de betrokken ministeries.")
    assert text.en.startswith("Your question is looked at by the ministries concerned.")
