"""What the stack provides at each start of Kafka: topics, rights and logins of the desk."""

from kit.brokers import KafkaInHand

from loket_shared.broker.topics import all_topics
from loket_shared.service.kafka_rights import read_rights
from loket_stack.kafka.acls import Guests
from loket_stack.kafka.logins import service_login
from loket_stack.kafka.provisioning import Provisions
from loket_stack.paths import KAFKA_RIGHTS, TOPICS

RIGHTS = read_rights(KAFKA_RIGHTS)
DECLARED = all_topics(TOPICS)


def provisions(kafka: KafkaInHand, guests: Guests = Guests.READ) -> Provisions:
    """Return what the stack provides."""
    return Provisions(DECLARED, RIGHTS, guests, [kafka.login(service_login(service)) for service in RIGHTS])
