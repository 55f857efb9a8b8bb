"""Any process may be killed at any moment: every question still gets where it should, once."""

import signal
import time
from secrets import SystemRandom

import pytest
from faults.desk import Desk

from loket_notifications.background import CONNECTIONS
from loket_notifications.handlers.messages_in_hand import MOST_IN_HAND

KILLS = 3

IN_DOUBT = {"notifications": KILLS * MOST_IN_HAND}
"""Whoever sends mails leaves at most a hand of them in doubt at each kill (docs/architecture.md#mail)."""


@pytest.mark.parametrize("service", ["intake", "routing", "backoffice", "notifications"])
def test_a_service_is_killed_at_random_moments(desk: Desk, service: str) -> None:
    with desk.questions_in_flight(in_doubt=IN_DOUBT.get(service, 1)):
        for _ in range(KILLS):
            time.sleep(SystemRandom().uniform(0.5, 2.5))
            desk.stack.kill(service, signal.SIGKILL)


def test_kafka_is_stopped_for_twenty_seconds(desk: Desk) -> None:
    with desk.questions_in_flight():
        time.sleep(1)
        desk.stack.stop("kafka")
        time.sleep(20)
        desk.stack.start("kafka")


def test_postgresql_is_restarted(desk: Desk) -> None:
    with desk.questions_in_flight():
        time.sleep(2)
        desk.stack.stop("postgres")
        time.sleep(3)
        desk.stack.start("postgres")


def test_the_mail_server_is_down_for_a_while(desk: Desk) -> None:
    # The answer to the mail on each connection may be lost.
    with desk.questions_in_flight(in_doubt=CONNECTIONS):
        desk.stack.stop("mail")
        time.sleep(10)
        desk.stack.start("mail")
