"""The first of equal acts is recorded, the rest of its window counted; nobody fills the trail by trying."""

from datetime import UTC, datetime, timedelta

from loket_shared.audit.record import AuditedAct
from loket_shared.audit.trail import OTHERS, Repeats

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ACT = AuditedAct("somebody", "reading.attempted", "KV-2026-000001", "refused", "client")


def _counts(repeats: Repeats, now: datetime) -> dict[tuple[str, str], int]:
    return {(each.act.actor, each.act.object): times for each, times in repeats.over(now).items() if times}


def test_a_repeat_is_counted_until_its_window_is_over() -> None:
    repeats = Repeats(MINUTE, most_of_an_actor=5)
    assert [repeats.is_first(ACT, NOON + timedelta(seconds=second)) for second in (0, 1, 59)] == [True, False, False]
    assert _counts(repeats, NOON + timedelta(seconds=59)) == {}
    assert _counts(repeats, NOON + MINUTE) == {("somebody", ACT.object): 2}


def test_the_next_window_begins_anew() -> None:
    repeats = Repeats(MINUTE, most_of_an_actor=5)
    assert repeats.is_first(ACT, NOON)
    assert repeats.is_first(ACT, NOON + MINUTE)


def test_acts_that_differ_are_each_a_first() -> None:
    repeats = Repeats(MINUTE, most_of_an_actor=5)
    others = [ACT._replace(**{field: "other"}) for field in AuditedAct._fields]
    assert all(repeats.is_first(act, NOON) for act in (ACT, *others))


def test_who_tries_many_things_fills_a_few_records() -> None:
    repeats = Repeats(MINUTE, most_of_an_actor=30)
    tries = [ACT._replace(object=f"KV-2026-{number:06}") for number in range(1000)]
    assert sum(repeats.is_first(act, NOON) for act in tries) == 30
    assert repeats.is_first(ACT._replace(actor="another"), NOON)
    assert _counts(repeats, NOON + MINUTE) == {("somebody", OTHERS): 970}


def test_what_is_recorded_is_forgotten() -> None:
    repeats = Repeats(MINUTE, most_of_an_actor=1)
    for act in (ACT, ACT, ACT._replace(object="KV-2026-000002")):
        repeats.is_first(act, NOON)
    repeats.forget(repeats.over(NOON + MINUTE))
    assert repeats.over(NOON + MINUTE) == {}
    assert repeats.is_first(ACT, NOON)
