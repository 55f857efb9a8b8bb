"""The settings of a Kafka of one node on the loopback address (KRaft: broker and controller in one)."""

from collections.abc import Mapping
from pathlib import Path


def server_settings(broker_port: int, controller_port: int, data: Path) -> Mapping[str, str]:
    """Return ``server.properties``. Nothing expires and nothing is compacted (design section 2)."""
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",
        "listeners": f"PLAINTEXT://127.0.0.1:{broker_port},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{broker_port}",
        "controller.listener.names": "CONTROLLER",
        "log.dirs": str(data),
        "log.retention.ms": "-1",
        "log.retention.bytes": "-1",
        "auto.create.topics.enable": "false",
        **_FOR_ONE_NODE,
    }


def written(settings: Mapping[str, str]) -> str:
    """Return ``settings`` as the text of a properties file."""
    return "".join(f"{name}={value}\n" for name, value in settings.items())


# One node has no replicas to wait for, and few clients: small pools and few internal partitions make
# it start and answer sooner.
_FOR_ONE_NODE = {
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "group.initial.rebalance.delay.ms": "0",
    "log.cleaner.dedupe.buffer.size": "16777216",
    "num.network.threads": "2",
    "num.io.threads": "4",
}
