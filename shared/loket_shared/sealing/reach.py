"""Which service reaches which compartments, for every kind of vault (design section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loket_shared.contracts.compartments import Compartment


@dataclass(frozen=True)
class Reach:
    """What one service's role may do in the vault.

    ``makes_ahead`` are the compartments whose keys it makes before the question exists; since a
    maker sees the key, every compartment is made by a service that may read it.
    """

    compartments: frozenset[Compartment]
    makes_ahead: frozenset[Compartment] = frozenset()
    takes_in: bool = False
    erases: bool = False


REACH: Mapping[str, Reach] = MappingProxyType(
    {
        "intake": Reach(
            compartments=frozenset({Compartment.QUESTION, Compartment.ASKER, Compartment.ANSWER}),
            makes_ahead=frozenset({Compartment.QUESTION, Compartment.ASKER, Compartment.ANSWER}),
            takes_in=True,
        ),
        "routing": Reach(
            compartments=frozenset({Compartment.QUESTION, Compartment.PARTICIPATION}),
            makes_ahead=frozenset({Compartment.PARTICIPATION}),
        ),
        "backoffice": Reach(compartments=frozenset(Compartment), erases=True),
        "notifications": Reach(compartments=frozenset({Compartment.ASKER, Compartment.NOTICE})),
    }
)
