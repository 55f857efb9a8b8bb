"""For whom a decision is explained."""

from typing import Literal

ReaderKind = Literal["expert", "front-office", "asker"]
"""The expert reads why; the front office also what there is to choose; the asker who looks at it, in general."""
