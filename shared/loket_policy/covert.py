"""The policy on covert departments: that they take part is known to themselves and to cleared officers alone."""

from loket_policy.code_lists import departments
from loket_shared.bus.dead_letters import access
from loket_shared.principal import Principal


def is_covert(department: str | None) -> bool:
    """Return whether it must stay hidden that ``department`` takes part."""
    return department in departments().covert


def require_dead_letter_reader(reader: Principal) -> None:
    """Let pass who may see dead letters at all.

    Raises:
        NotFoundError: for this reader there is no such thing.
    """
    access.require_dead_letter_reader(reader, departments().covert)
