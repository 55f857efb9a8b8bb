"""All components of the stack, in the order that ``status`` shows them in."""

from collections.abc import Sequence

from loket_stack.components.component import Component
from loket_stack.components.kafka import LIGHT, describe_kafka, describe_light_broker
from loket_stack.components.postgres import describe_postgres
from loket_stack.components.services import describe_service
from loket_stack.components.stand_ins import describe_identity_provider, describe_mail_catcher
from loket_stack.paths import Paths
from loket_stack.ports import Addresses
from loket_stack.postgres.databases import SERVICES

PARTS = (*SERVICES, "identity", "mail", "kafka", "postgres")


def describe_components(paths: Paths, addresses: Addresses, broker: str) -> Sequence[Component]:
    """Describe all components of the stack at ``paths``; create missing secrets.

    Raises:
        StackError: this machine does not meet a requirement.
    """
    return (
        *(describe_service(name, paths, addresses, broker) for name in SERVICES),
        describe_identity_provider(paths, addresses),
        describe_mail_catcher(paths, addresses),
        describe_light_broker(addresses) if broker == LIGHT else describe_kafka(paths, addresses),
        describe_postgres(paths, addresses),
    )
