"""Words that stand nowhere else, so that finding one is finding content."""

from uuid import uuid4


class Canaries:
    """Makes the words of one run, and remembers where each was put."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.passing: dict[str, str] = {}
        self.planted: dict[str, str] = {}

    def keep(self, where: str) -> str:
        """Return a word that the desk takes and keeps, sealed."""
        return self.kept.setdefault(where, _word())

    def pass_by(self, where: str) -> str:
        """Return a word in something that the desk refuses or replaces, and so has nowhere in the end."""
        return self.passing.setdefault(where, _word())

    def plant(self, where: str) -> str:
        """Return a word that somebody else puts on the log in the clear, which the desk copies nowhere."""
        return self.planted.setdefault(where, _word())

    def everywhere(self) -> dict[str, str]:
        """Return the words that must be found nowhere at all."""
        return {**self.kept, **self.passing}


def _word() -> str:
    return f"kanarie{uuid4().hex}"
