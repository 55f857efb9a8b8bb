"""The desk waits for the asker only while the asker can know of it (docs/domain.md#service-levels)."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from unit.backoffice.histories import POLICIES, after, asked, case, decided, supplemented

from loket_backoffice.domain.asker_contact import unreached_messages
from loket_backoffice.domain.case import Case
from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.deadlines import ClockState, DeadlineClock, clocks_of
from loket_backoffice.domain.facts import Answered, MessageArrived, MessageFailed, ToldByTelephone
from loket_backoffice.domain.promises import ClockName
from loket_backoffice.domain.routes import CaseRoute

HOUR = timedelta(hours=1)
MAIL, OTHER = UUID(int=1), UUID(int=2)
ROUTED = decided(CaseRoute())


def failed(
    at: datetime, written: datetime | None = None, occasion: str = "information-needed", mail: UUID = MAIL
) -> MessageFailed:
    """Return that a mail failed."""
    return MessageFailed(at=at, delivery_id=mail, occasion=occasion, written_at=written)


def told(at: datetime) -> ToldByTelephone:
    """Return that an officer telephoned."""
    return ToldByTelephone(at=at, actor="front-office")


def answer(known: Case, moment: datetime) -> DeadlineClock:
    """Return the clock of the answer."""
    return next(clock for clock in clocks_of(known, POLICIES, moment) if clock.name is ClockName.ANSWER_DIRECT)


def test_the_term_runs_again_from_the_moment_that_the_failure_is_known() -> None:
    known = case(ROUTED, asked(after(hours=2)), failed(after(days=1, hours=2), after(hours=2)))
    clock = answer(known, after(days=1, hours=4))
    assert (clock.state, clock.counted) == (ClockState.RUNNING, 4 * HOUR)
    assert clock.due > after(days=1, hours=4)
    assert state_of(known) is CaseState.IN_PROGRESS
    assert [one.delivery_id for one in unreached_messages(known)] == [MAIL]


def test_it_stands_still_again_once_the_asker_was_told_by_telephone() -> None:
    facts = asked(after(hours=2)), failed(after(days=1, hours=2), after(hours=2)), told(after(days=1, hours=3))
    known = case(ROUTED, *facts)
    clock = answer(known, after(days=2, hours=2))
    assert (clock.state, clock.counted) == (ClockState.PAUSED, 3 * HOUR)
    assert state_of(known) is CaseState.WAITING_FOR_ASKER
    assert unreached_messages(known) == ()
    replied = case(ROUTED, *facts, supplemented(after(days=2)))
    assert answer(replied, after(days=2, hours=1)).counted == 4 * HOUR


def test_a_mail_that_arrives_after_all_holds_it_up_again() -> None:
    arrived = MessageArrived(at=after(days=1, hours=3), delivery_id=MAIL)
    known = case(ROUTED, asked(after(hours=2)), failed(after(days=1, hours=2), after(hours=2)), arrived)
    assert answer(known, after(days=2)).state is ClockState.PAUSED
    assert unreached_messages(known) == ()
    again = known.with_fact(failed(after(days=2), after(hours=2)))
    assert answer(again, after(days=2, hours=1)).state is ClockState.RUNNING
    assert len(unreached_messages(again)) == 1


def test_the_failure_of_an_earlier_request_says_nothing_of_a_later_one() -> None:
    first, second = asked(after(hours=1)), asked(after(days=1, hours=1))
    known = case(ROUTED, first, supplemented(after(hours=5)), second, failed(after(days=2), after(hours=1)))
    assert answer(known, after(days=2, hours=1)).state is ClockState.PAUSED


def test_a_new_request_is_waited_for_like_the_first() -> None:
    facts = asked(after(hours=1)), failed(after(days=1), after(hours=1)), asked(after(days=1, hours=2))
    assert state_of(case(ROUTED, *facts)) is CaseState.WAITING_FOR_ASKER


@pytest.mark.parametrize("occasion", ["received", "coordination-started", "closed", ""])
def test_other_mails_move_no_clock_but_are_to_be_told(occasion: str) -> None:
    known = case(ROUTED, asked(after(hours=1)), failed(after(days=1), after(hours=1), occasion, OTHER))
    assert state_of(known) is CaseState.WAITING_FOR_ASKER
    assert [one.occasion for one in unreached_messages(known)] == [occasion]


def test_an_asker_who_writes_knows() -> None:
    known = case(ROUTED, asked(after(hours=1)), failed(after(days=1), after(hours=1)), supplemented(after(days=2)))
    assert unreached_messages(known) == ()


def test_an_answer_that_did_not_arrive_is_still_an_answer() -> None:
    sent = Answered(at=after(days=1), actor="front-office-2", text="Dit mag.")
    known = case(ROUTED, sent, failed(after(days=4), after(days=1), "answered"))
    assert state_of(known) is CaseState.ANSWERED
    assert [one.occasion for one in unreached_messages(known)] == ["answered"]


def test_in_whatever_order_it_is_heard_the_desk_waits_alike() -> None:
    facts = [asked(after(hours=2)), failed(after(days=1), after(hours=2)), told(after(days=1, hours=1))]
    assert state_of(case(ROUTED, *reversed(facts))) is state_of(case(ROUTED, *facts)) is CaseState.WAITING_FOR_ASKER
