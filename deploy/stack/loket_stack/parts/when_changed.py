"""Doing again what was done only where something changed since."""

from collections.abc import Callable
from pathlib import Path


class WhenChanged:
    """Calls ``act`` where the Python files in ``folder`` are not those that it was last called for."""

    def __init__(self, folder: Path, act: Callable[[], None]) -> None:
        self._folder = folder
        self._act = act
        self._done_for: frozenset[tuple[Path, int]] | None = None

    def __call__(self) -> None:
        """Call it if need be; one that fails is called again the next time."""
        present = frozenset((file, file.stat().st_mtime_ns) for file in self._folder.rglob("*.py"))
        if present != self._done_for:
            self._act()
            self._done_for = present
