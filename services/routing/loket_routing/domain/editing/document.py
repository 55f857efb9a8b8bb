"""The document of a rule set, and changing one entry of a list in it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]
Entry = Mapping[str, Any]


def entry_of(entries: Sequence[Entry], key: str, name: object) -> Entry | None:
    """Return the entry whose ``key`` is ``name``; None where there is none."""
    return next((entry for entry in entries if entry.get(key) == name), None)


def changed(entries: Sequence[Entry], key: str, name: object, change: Callable[[Entry], Entry]) -> list[Entry]:
    """Return ``entries`` with ``change`` made to the one whose ``key`` is ``name``."""
    return [change(entry) if entry.get(key) == name else entry for entry in entries]


def without(entries: Sequence[Entry], key: str, name: object) -> list[Entry]:
    """Return ``entries`` but the one whose ``key`` is ``name``."""
    return [entry for entry in entries if entry.get(key) != name]


def filled(entry: Entry) -> dict[str, Any]:
    """Return ``entry`` without what is empty: in a rule set, what is not said is left out."""
    return {name: value for name, value in entry.items() if value not in (None, "", (), [], {})}
