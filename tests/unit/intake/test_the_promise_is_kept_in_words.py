"""The first response within 16 working hours, and the term that coordination sets."""

from datetime import UTC, datetime, timedelta

import pytest
from unit.intake.questions import START, fact, question

from loket_intake.domain.facts import Fact, FactKind
from loket_intake.domain.promise import first_response_due, local_date


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        ("2026-11-23T09:00:00", "2026-11-25T09:00:00"),
        ("2026-11-27T15:00:00", "2026-12-01T15:00:00"),
        ("2026-11-28T12:00:00", "2026-12-01T16:00:00"),
        ("2026-12-24T08:00:00", "2026-12-28T16:00:00"),
        ("2027-05-03T07:00:00", "2027-05-04T15:00:00"),
        ("2027-05-04T07:00:00", "2027-05-07T15:00:00"),
    ],
    ids=["two days", "over a weekend", "in a weekend", "over Christmas", "before 5 May", "over 5 May and Ascension"],
)
def test_sixteen_working_hours(submitted: str, due: str) -> None:
    moment = datetime.fromisoformat(submitted).replace(tzinfo=UTC)
    assert first_response_due(moment) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_in_the_words_of_both_languages() -> None:
    text = question().promise.text
    assert text.nl == "U krijgt uiterlijk woensdag 25 november 2026 om 10:00 uur een eerste reactie."
    assert text.en == "You get a first response by Wednesday 25 November 2026 at 10:00."


def test_coordination_sets_another_term_once_it_began() -> None:
    due = START + timedelta(days=21)
    coordinated = Fact(fact(FactKind.OPENED).id, FactKind.COORDINATION_STARTED, START, due=due)
    assert question(coordinated).promise.due == due
    assert question(coordinated).promise.text.nl == (
        "Uw vraag wordt bekeken door de betrokken ministeries. "
        "U krijgt uiterlijk maandag 14 december 2026 om 10:00 uur antwoord."
    )


def test_the_day_is_the_desks() -> None:
    assert local_date(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)).isoformat() == "2027-01-01"
