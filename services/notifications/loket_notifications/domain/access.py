"""The access policy for deliveries, the only policy point of this service (docs/interfaces.md#who-sees-what).

A delivery is an entry of operations: the operator sees it, unless it went to a covert department.
"""

from loket_policy.covert import is_covert
from loket_shared.operations_access import may_read
from loket_shared.principal import Principal


def sees(reader: Principal, department: str | None) -> bool:
    """Return whether a delivery to ``department`` exists for the reader; None stands for a delivery to an asker."""
    return may_read(reader, department if is_covert(department) else None)
