"""Which service reaches which compartments, for every kind of vault (design section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loket_shared.contracts.compartments import Compartment


@dataclass(frozen=True)
class Reach:
    """What one service's role may do in the vault."""

    compartments: frozenset[Compartment]
    takes_in: bool = False
    erases: bool = False


REACH: Mapping[str, Reach] = MappingProxyType(
    {
        "intake": Reach(
            frozenset({Compartment.QUESTION, Compartment.ASKER, Compartment.ANSWER}),
            takes_in=True,
        ),
        "routing": Reach(frozenset({Compartment.QUESTION, Compartment.PARTICIPATION})),
        "backoffice": Reach(frozenset(Compartment), erases=True),
        "notifications": Reach(frozenset({Compartment.ASKER, Compartment.NOTICE})),
    }
)

MADE_AHEAD = frozenset({Compartment.QUESTION, Compartment.ASKER, Compartment.PARTICIPATION, Compartment.ANSWER})
"""Every question needs these, so they are made before it exists; a request's keys come with the request."""
