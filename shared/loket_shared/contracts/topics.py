"""The Kafka topics; partitions and retention are declared in ``deploy/topics.yaml``."""

from enum import StrEnum


class Topic(StrEnum):
    """A topic with exactly one producing service."""

    QUESTIONS = "loket.questions"
    ROUTING = "loket.routing"
    CASES = "loket.cases"
    CONTRIBUTIONS = "loket.contributions"
    NOTIFICATIONS = "loket.notifications"
