"""How long to wait before a part that died is started again."""

_FIRST = 0.2
_LONGEST = 10.0
_STEADY = 30.0


class Backoff:
    """Doubles with every early death, in seconds; a part that ran steadily starts afresh."""

    def __init__(self) -> None:
        self._next = _FIRST

    def after(self, ran: float) -> float:
        """Return the seconds to wait after a run of ``ran`` seconds."""
        wait = _FIRST if ran >= _STEADY else self._next
        self._next = min(wait * 2, _LONGEST)
        return wait
