"""The whole stack: every part of it, in the order in which a person reads them."""

from collections.abc import Sequence

from loket_stack.parts.addresses import Addresses
from loket_stack.parts.identity import identity
from loket_stack.parts.kafka import LIGHT, kafka, light_broker
from loket_stack.parts.mail import mail
from loket_stack.parts.part import Part
from loket_stack.parts.postgres import postgres
from loket_stack.parts.services import service
from loket_stack.paths import Paths
from loket_stack.postgres.databases import SERVICES

PARTS = (*SERVICES, "identity", "mail", "kafka", "postgres")


def plan(paths: Paths, addresses: Addresses, broker: str) -> Sequence[Part]:
    """Describe all parts of the stack at ``paths``; secrets that are missing are made.

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
