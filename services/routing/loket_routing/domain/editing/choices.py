"""The common shape of a condition, which a form can show as choices: leaves that all hold or don't hold.

Anything deeper is for its text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Codes = Mapping[str, Sequence[str]]

CHOSEN = ("topic", "field", "partner-type", "institution-kind", "kind", "legal-regime", "signal", "language")
"""The kinds of fact that a form can ask for."""
DENIED = ("signal", "field")
"""The kinds of fact whose absence a form can ask for."""
SOON = "needed-within-days"


@dataclass(frozen=True)
class Choices:
    """Codes by kind of fact: of each kind one must be there, and of those in ``lacking`` none may be.

    ``within_days``: an answer is needed by then.
    """

    having: Codes = field(default_factory=dict)
    lacking: Codes = field(default_factory=dict)
    within_days: int | None = None


def choices_of(condition: Mapping[str, Any] | None) -> Choices | None:
    """Return ``condition`` as choices; None where it is not of their shape."""
    having: dict[str, Sequence[str]] = {}
    lacking: dict[str, Sequence[str]] = {}
    within_days = None
    for part in _parts(condition):
        (name, value), denied = next(iter(part.items())), False
        if name == "not" and len(value) == 1:
            (name, value), denied = next(iter(value.items())), True
        into, kinds = (lacking, DENIED) if denied else (having, CHOSEN)
        if name in kinds and name not in into:
            into[name] = (value,) if isinstance(value, str) else tuple(value)
        elif name == SOON and not denied and within_days is None:
            within_days = value
        else:
            return None
    return Choices(having, lacking, within_days)


def condition_of(choices: Choices) -> dict[str, Any] | None:
    """Return the condition that holds where all of ``choices`` do; None where nothing is chosen."""
    parts = list(_leaves(choices))
    if len(parts) > 1:
        return {"all": parts}
    return parts[0] if parts else None


def _parts(condition: Mapping[str, Any] | None) -> Sequence[Mapping[str, Any]]:
    if not condition:
        return ()
    parts: Sequence[Mapping[str, Any]] = condition["all"] if set(condition) == {"all"} else [condition]
    return parts


def _leaves(choices: Choices) -> Iterator[dict[str, Any]]:
    yield from ({kind: list(choices.having[kind])} for kind in CHOSEN if choices.having.get(kind))
    yield from ({"not": {kind: list(choices.lacking[kind])}} for kind in DENIED if choices.lacking.get(kind))
    if choices.within_days is not None:
        yield {SOON: choices.within_days}
