"""How long and how often a bench measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rounds:
    """``count`` rounds of ``seconds`` each, of the product and of its baseline in turn."""

    count: int = 3
    seconds: float = 8.0
