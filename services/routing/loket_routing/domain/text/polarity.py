"""Whether a text asserts or denies what it mentions, or leaves a doubt."""

from enum import StrEnum


class Polarity(StrEnum):
    """What a text says of a mention. A doubtful denial is no denial, but a doubt that a person settles."""

    ASSERTED = "asserted"
    DENIED = "denied"
    DOUBTFUL = "doubtful"


class Doubt(StrEnum):
    """Why a mention may count or not: it may be denied, mean something else, or be another word."""

    DENIAL = "denial"
    MEANING = "meaning"
    SPELLING = "spelling"
