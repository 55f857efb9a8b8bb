"""Access to the entries of operations: dead letters, parked records and deliveries.

The operator reads them, except those of a covert department: only that department's approver reads these. The operator
sees a notice instead, without their number, their time or the department.
"""

from collections.abc import Collection

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal, Role

WITH_OWNER = BilingualText(nl="Eén bericht is bij de eigenaar.", en="One item is with its owner.")


def require_operations_reader(reader: Principal, covert: Collection[str]) -> None:
    """Let only the operator and the approver of a ``covert`` department continue.

    Raises:
        NotFoundError: the reader may not know that such entries exist.
    """
    if reader.role != Role.OPERATOR and not (reader.role == Role.APPROVER and reader.department in covert):
        raise NotFoundError


def may_read(reader: Principal, owner: str | None) -> bool:
    """Return True if the reader may see an entry about the work of ``owner``."""
    if owner is not None:
        return reader.role == Role.APPROVER and reader.department == owner
    return reader.role == Role.OPERATOR
