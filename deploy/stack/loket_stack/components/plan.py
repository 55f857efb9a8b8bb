"""All components of the stack, in the order that ``status`` shows them in."""

from collections.abc import Sequence

from loket_stack.components.component import Component
from loket_stack.components.identity import identity
from loket_stack.components.kafka import LIGHT, kafka, light_broker
from loket_stack.components.mail import mail
from loket_stack.components.postgres import postgres
from loket_stack.components.services import service
from loket_stack.paths import Paths
from loket_stack.ports import Addresses
from loket_stack.postgres.databases import SERVICES

PARTS = (*SERVICES, "identity", "mail", "kafka", "postgres")


def plan(paths: Paths, addresses: Addresses, broker: str) -> Sequence[Component]:
    """Describe all components of the stack at ``paths``; secrets that are missing are made.

    Raises:
        StackError: something on this machine is not as it must be.
    """
    return (
        *(service(name, paths, addresses, broker) for name in SERVICES),
        identity(paths, addresses),
        mail(paths, addresses),
        light_broker(addresses) if broker == LIGHT else kafka(paths, addresses),
        postgres(paths, addresses),
    )
