"""The back office takes in what became of the asker's mail; a department's it does not even open."""

from dataclasses import replace
from uuid import UUID

import pytest
from kit.memory_vault import MemoryKeys, MemoryVault
from unit.bus.records import envelope, record

from loket_backoffice.subscriptions import SUBSCRIPTIONS
from loket_shared.bus.handlers import EventDispatcher
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.topics import Topic, is_counted
from loket_shared.inbox.incoming import ReceivedRecord
from loket_shared.inbox.store import Outcome
from loket_shared.sealing import Sealer

ABOUT = UUID(int=7)


@pytest.mark.parametrize("kind", [NotificationFailed, NotificationDelivered])
def test_only_mail_about_a_question_is_handled(kind: type[Event]) -> None:
    engine, mail = (
        EventDispatcher(SUBSCRIPTIONS, Sealer(MemoryVault(MemoryKeys()))),
        envelope(kind=kind.TYPE, key=ABOUT),
    )
    to_department = replace(mail, subject=str(ABOUT))
    assert engine.expected(ReceivedRecord.of(record(0, mail))) is Outcome.HANDLED
    assert engine.expected(ReceivedRecord.of(record(0, to_department))) is Outcome.PASSED


def test_figures_do_not_move_with_mail_that_may_be_a_departments() -> None:
    assert not is_counted(Topic.NOTIFICATIONS)
