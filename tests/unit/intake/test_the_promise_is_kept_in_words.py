"""The asker reads the dates that the back office counts with, and never one that has passed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from unit.intake.questions import START, fact, question

from loket_intake.domain.facts import FactKind, QuestionFact
from loket_intake.domain.facts import FactKind as K
from loket_intake.domain.service_promise import first_response_due
from loket_intake.views import promise_text
from loket_shared.local_time import local_date


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        ("2026-11-23T09:00:00", "2026-11-25T09:00:00"),
        ("2026-11-27T15:00:00", "2026-12-01T15:00:00"),
        ("2026-11-28T12:00:00", "2026-12-01T16:00:00"),
        ("2026-12-24T08:00:00", "2026-12-28T16:00:00"),
        ("2027-05-03T07:00:00", "2027-05-04T15:00:00"),
        ("2027-05-04T07:00:00", "2027-05-10T15:00:00"),
    ],
    ids=[
        "two days",
        "over a weekend",
        "in a weekend",
        "over Christmas",
        "before 5 May",
        "over 5 May, Ascension and the day after",
    ],
)
def test_sixteen_working_hours(submitted: str, due: str) -> None:
    moment = datetime.fromisoformat(submitted).replace(tzinfo=UTC)
    assert first_response_due(moment) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_in_the_words_of_both_languages() -> None:
    text = promise_text(question().promise)
    assert text.nl == "U krijgt uiterlijk woensdag 25 november 2026 om 10:00 uur een eerste reactie."
    assert text.en == "You get a first response by Wednesday 25 November 2026 at 10:00."


DUE = START + timedelta(days=21)
COORDINATED = QuestionFact(fact(FactKind.OPENED).id, FactKind.COORDINATION_STARTED, START, due=DUE)
BOTH = (
    "Uw vraag wordt bekeken door de betrokken ministeries. U krijgt uiterlijk woensdag 25 november 2026 om 10:00 uur "
    "een eerste reactie, en uiterlijk maandag 14 december 2026 om 10:00 uur antwoord."
)


def due(kind: FactKind, hours: float, moment: datetime) -> QuestionFact:
    return replace(fact(kind, hours), due=moment)


def test_coordination_adds_a_term_and_leaves_the_first_response() -> None:
    promise = question(COORDINATED).promise
    assert (promise.due, promise_text(promise).nl) == (DUE, BOTH)


@pytest.mark.parametrize(
    ("facts", "hours", "words", "moment"),
    [
        ([fact(K.INFORMATION_REQUESTED, 1)], 2, "staat de termijn stil", None),
        ([fact(K.INFORMATION_REQUESTED, 1), fact(K.SUPPLEMENTED, 2)], 3, "werkt aan uw antwoord", None),
        (
            [fact(K.INFORMATION_REQUESTED, 1), fact(K.SUPPLEMENTED, 2), due(K.ANSWER_DUE, 2, DUE)],
            3,
            "uiterlijk maandag 14 december 2026 om 10:00 uur antwoord",
            DUE,
        ),
        ([fact(K.ANSWERED, 1)], 2, "heeft geantwoord", None),
        ([fact(K.ANSWERED, 1), fact(K.SUPPLEMENTED, 2), due(K.RESPONSE_DUE, 2, DUE)], 3, "op uw bericht", DUE),
        ([fact(K.ANSWERED, 1), fact(K.REOPENED, 2)], 3, "werkt aan uw antwoord", None),
        ([fact(K.ANSWERED, 1), fact(K.REOPENED, 2), due(K.ANSWER_DUE, 2, DUE)], 3, "antwoord", DUE),
        ([fact(K.WITHDRAWN, 1)], 2, "ingetrokken", None),
        ([], 24 * 30, "langer dan wij hadden beloofd", None),
        ([COORDINATED], 24 * 30, "langer dan wij hadden beloofd", None),
    ],
)
def test_no_date_stands_that_no_longer_counts(
    facts: list[QuestionFact], hours: float, words: str, moment: datetime | None
) -> None:
    promise = question(*facts, seen_at=START + timedelta(hours=hours)).promise
    assert words in promise_text(promise).nl
    assert promise.due == moment


def test_the_day_is_the_desks() -> None:
    assert local_date(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)).isoformat() == "2027-01-01"
