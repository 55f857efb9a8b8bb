"""The policy on covert departments: only the department itself and cleared officers know that it takes part."""

from loket_policy.code_lists import departments
from loket_shared import operations_access
from loket_shared.contracts.texts import BilingualText
from loket_shared.principal import Principal


def is_covert(department: str | None) -> bool:
    """Return True if the department's participation must stay hidden."""
    return department in departments().covert


def require_operations_reader(reader: Principal) -> None:
    """Let only readers of dead letters, parked records and deliveries continue.

    Raises:
        NotFoundError: the reader may not know that such entries exist.
    """
    operations_access.require_operations_reader(reader, departments().covert)


LOOKED_AT_BY_MINISTRIES = BilingualText(
    nl="Uw vraag wordt bekeken door de betrokken ministeries.",
    en="Your question is looked at by the ministries concerned.",
)
"""Never names the departments that take part (docs/architecture.md#confidentiality)."""
