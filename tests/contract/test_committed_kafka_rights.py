"""What each service may do on Kafka: what its code needs, and exactly what stands here."""

from collections import Counter

from loket_backoffice.main import SERVICE as BACKOFFICE
from loket_intake.main import SERVICE as INTAKE
from loket_notifications.main import SERVICE as NOTIFICATIONS
from loket_routing.main import SERVICE as ROUTING
from loket_shared.broker.topics import all_topics, audit_heads_topic
from loket_shared.contracts.registry import EVENTS
from loket_shared.contracts.topics import OF_EACH_SERVICE
from loket_shared.service.kafka_rights import KafkaRights, generated, read_rights
from loket_stack.paths import KAFKA_RIGHTS, TOPICS
from loket_stack.postgres.databases import SERVICES

DEFINITIONS = (INTAKE, ROUTING, BACKOFFICE, NOTIFICATIONS)

EXACTLY = {
    "intake": KafkaRights(
        writes=["loket.intake.audit-heads", "loket.intake.dead-letters", "loket.questions"],
        reads=["loket.cases", "loket.intake.audit-heads"],
        group="loket.intake",
    ),
    "routing": KafkaRights(
        writes=["loket.routing", "loket.routing.audit-heads", "loket.routing.dead-letters"],
        reads=["loket.cases", "loket.questions", "loket.routing.audit-heads"],
        group="loket.routing",
    ),
    "backoffice": KafkaRights(
        writes=[
            "loket.backoffice.audit-heads",
            "loket.backoffice.dead-letters",
            "loket.cases",
            "loket.contributions",
        ],
        reads=["loket.backoffice.audit-heads", "loket.notifications", "loket.questions", "loket.routing"],
        group="loket.backoffice",
    ),
    "notifications": KafkaRights(
        writes=["loket.notifications", "loket.notifications.audit-heads", "loket.notifications.dead-letters"],
        reads=["loket.cases", "loket.contributions", "loket.notifications.audit-heads", "loket.questions"],
        group="loket.notifications",
    ),
}


def test_each_service_has_exactly_these_rights() -> None:
    assert {service.name: KafkaRights.of(service) for service in DEFINITIONS} == EXACTLY


def test_the_committed_file_says_the_same() -> None:
    assert read_rights(KAFKA_RIGHTS) == EXACTLY
    assert generated([f"loket_{name}" for name in SERVICES]) == KAFKA_RIGHTS.read_text()


def test_a_service_reads_the_topic_of_every_event_it_handles_and_its_own_heads() -> None:
    for service in DEFINITIONS:
        own = audit_heads_topic(service.group)
        assert set(EXACTLY[service.name].reads) == {own, *(kind.TOPIC for kind in service.subscriptions)}


def test_every_topic_is_written_by_one_service() -> None:
    writers = Counter(topic for rights in EXACTLY.values() for topic in rights.writes)
    assert set(writers.values()) == {1}
    published = {str(kind.TOPIC) for kind in EVENTS} - {str(topic) for topic in OF_EACH_SERVICE}
    assert published <= writers.keys()


def test_no_right_is_given_on_a_topic_that_is_not_declared() -> None:
    declared = {topic.name for topic in all_topics(TOPICS)}
    assert {topic for rights in EXACTLY.values() for topic in (*rights.writes, *rights.reads)} <= declared
