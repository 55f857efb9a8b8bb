"""The menu: the pages that exist for a reader. The pages themselves ask the same policy as the API."""

from collections.abc import Iterator, Sequence

from loket_backoffice.domain.access import DEPARTMENT_ROLES
from loket_backoffice.domain.queues import Queue
from loket_policy import code_lists
from loket_shared.contracts.texts import BilingualText
from loket_shared.principal import Principal, Role

_CASES = BilingualText(nl="Zaken", en="Cases")
_OPERATIONS = BilingualText(nl="Bedrijfsvoering", en="Operations")
_DEAD_LETTERS = BilingualText(nl="Vastgelopen berichten", en="Stuck messages")
_AUDIT = BilingualText(nl="Verantwoording", en="Audit trail")

Entry = tuple[str, BilingualText]


def queues_of(reader: Principal) -> Sequence[Queue]:
    """Return the reader's queues; the first one opens by default."""
    if reader.role is Role.FRONT_OFFICE:
        return (Queue.FRONT_OFFICE, Queue.MINE, Queue.ALL)
    if reader.role in DEPARTMENT_ROLES:
        return (Queue.DEPARTMENT, Queue.MINE)
    return (Queue.ALL,) if reader.role is Role.OPERATOR else ()


def menu_of(reader: Principal) -> tuple[Entry, ...]:
    """Return the addresses of the pages that exist for the reader, with their names."""
    return tuple(_entries(reader))


def _entries(reader: Principal) -> Iterator[Entry]:
    if queues_of(reader):
        yield "/", _CASES
    if reader.role is Role.OPERATOR:
        yield "/operations", _OPERATIONS
    if reader.role is Role.OPERATOR or _approves_covert_work(reader):
        yield "/dead-letters", _DEAD_LETTERS
    if reader.role in {Role.AUDITOR, Role.APPROVER}:
        yield "/audit", _AUDIT


def _approves_covert_work(reader: Principal) -> bool:
    return (
        reader.role is Role.APPROVER
        and reader.department is not None
        and code_lists.department(reader.department).covert
    )
