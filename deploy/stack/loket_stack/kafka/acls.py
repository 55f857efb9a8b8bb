"""The access rules of Kafka (ACLs) for each service and for guests: clients of this machine without a login."""

import os
from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple

from loket_shared.service.kafka_rights import KafkaRights
from loket_stack.console import StackError
from loket_stack.kafka.logins import service_login

GUEST = "User:ANONYMOUS"
_TOPICS = "loket."
"""The names of all topics of the desk begin with it."""
GUESTS_SETTING = "LOKET_KAFKA_GUESTS"


class Resource(IntEnum):
    """Kafka's ``ResourceType``."""

    ANY = 1
    TOPIC = 2
    GROUP = 3


class Pattern(IntEnum):
    """Kafka's ``PatternType``."""

    ANY = 1
    LITERAL = 3
    PREFIXED = 4


class Operation(IntEnum):
    """Kafka's ``AclOperation``."""

    ANY = 1
    ALL = 2
    READ = 3
    WRITE = 4


class Permission(IntEnum):
    """Kafka's ``AclPermissionType``."""

    ANY = 1
    DENY = 2
    ALLOW = 3


class Acl(NamedTuple):
    """One rule; its fields have the order of Kafka's protocol."""

    resource: int
    name: str
    pattern: int
    principal: str
    host: str
    operation: int
    permission: int


class Guests(StrEnum):
    """The rights of a client without a login.

    ``READ``: read every topic, in its own consumer groups; everything there is sealed. ``WRITE``: also write (forge)
    records.
    """

    NONE = "none"
    READ = "read"
    WRITE = "write"


def chosen_guests(environment: Mapping[str, str] = os.environ) -> Guests:
    """Return the rights that the caller chose; the default is ``READ``.

    Raises:
        StackError: the choice is unknown.
    """
    chosen = environment.get(GUESTS_SETTING) or Guests.READ
    try:
        return Guests(chosen)
    except ValueError:
        raise StackError(f"{GUESTS_SETTING} cannot be {chosen}", f"set it to one of: {', '.join(Guests)}") from None


def acls_of(service: str, rights: KafkaRights) -> set[Acl]:
    """Return the rules that give ``service`` its rights, and nothing else."""
    wanted = [(Resource.TOPIC, topic, Operation.WRITE) for topic in rights.writes]
    wanted += [(Resource.TOPIC, topic, Operation.READ) for topic in rights.reads]
    wanted += [(Resource.GROUP, rights.group, Operation.READ)]
    principal = f"User:{service_login(service)}"
    return {
        Acl(resource, name, Pattern.LITERAL, principal, "*", operation, Permission.ALLOW)
        for resource, name, operation in wanted
    }


def acls_of_guests(allowed: Guests, groups: Iterable[str]) -> set[Acl]:
    """Return the rules for clients without a login: the desk's topics, and no consumer group of ``groups``."""
    if allowed is Guests.NONE:
        return set()
    operations = {Operation.READ} | ({Operation.WRITE} if allowed is Guests.WRITE else set())
    topics = {Acl(Resource.TOPIC, _TOPICS, Pattern.PREFIXED, GUEST, "*", each, Permission.ALLOW) for each in operations}
    taken = {Acl(Resource.GROUP, each, Pattern.LITERAL, GUEST, "*", Operation.ALL, Permission.DENY) for each in groups}
    free = Acl(Resource.GROUP, "*", Pattern.LITERAL, GUEST, "*", Operation.READ, Permission.ALLOW)
    return {*topics, *taken, free}
