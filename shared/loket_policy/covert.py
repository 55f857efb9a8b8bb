"""The policy on covert departments: only the department itself and cleared officers know that it takes part."""

from loket_policy.code_lists import departments
from loket_shared.bus.dead_letters import access
from loket_shared.principal import Principal


def is_covert(department: str | None) -> bool:
    """Return True if the department's participation must stay hidden."""
    return department in departments().covert


def require_dead_letter_reader(reader: Principal) -> None:
    """Let only readers of dead letters continue.

    Raises:
        NotFoundError: the reader may not know that dead letters exist.
    """
    access.require_dead_letter_reader(reader, departments().covert)
