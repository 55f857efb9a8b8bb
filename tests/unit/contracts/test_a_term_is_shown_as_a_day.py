"""When a contribution is due: in the clear no more than the day, whatever moment it is made from."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_shared.contracts.events.contributions_deadline_at_risk import ContributionDeadlineAtRisk
from loket_shared.contracts.events.contributions_deadline_missed import ContributionDeadlineMissed
from loket_shared.contracts.events.contributions_requested import ContributionRequested

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KINDS = (ContributionRequested, ContributionDeadlineAtRisk, ContributionDeadlineMissed)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


def clear_due(kind: type[ContributionRequested], due: datetime) -> datetime:
    example = kind.example().model_dump() | {"due": due}
    return datetime.fromisoformat(kind.model_validate(example).clear_data()["due"])


@pytest.mark.parametrize("kind", KINDS)
@given(due=MOMENTS)
def test_the_day_ends_at_or_after_the_moment_and_less_than_a_day_later(
    kind: type[ContributionRequested], due: datetime
) -> None:
    shown = clear_due(kind, due)
    assert timedelta() <= shown - due < timedelta(hours=25)
    assert shown.astimezone(AMSTERDAM).strftime("%H:%M:%S.%f") == "00:00:00.000000"


@given(due=MOMENTS)
def test_what_was_read_is_told_again_as_the_same_day(due: datetime) -> None:
    shown = clear_due(ContributionRequested, due)
    assert clear_due(ContributionRequested, shown) == shown


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        ("2026-10-25T00:30:00+00:00", "2026-10-25T23:00:00+00:00"),
        ("2026-03-29T00:30:00+00:00", "2026-03-29T22:00:00+00:00"),
        ("2026-11-09T22:59:59.999999+00:00", "2026-11-09T23:00:00+00:00"),
    ],
)
def test_days_of_23_and_25_hours_end_at_midnight_too(due: str, shown: str) -> None:
    assert clear_due(ContributionRequested, datetime.fromisoformat(due)) == datetime.fromisoformat(shown)
