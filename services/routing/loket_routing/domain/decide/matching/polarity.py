"""Whether a text asserts or denies what it mentions, or leaves a doubt."""

from enum import StrEnum


class Polarity(StrEnum):
    """The polarity of a mention in its text. A doubtful denial is no denial, but a doubt that a person settles."""

    ASSERTED = "asserted"
    DENIED = "denied"
    DOUBTFUL = "doubtful"


class Doubt(StrEnum):
    """Why a mention may count or not: it may be denied, mean something else, be another word, or not be meant at all.

    ``ELSEWHERE``: words near it point both ways. ``NEARLY``: a term in a longer word that the lexicon does not
    know, or the words of a term apart from each other. ``HINT``: a word that is never enough by itself.
    """

    DENIAL = "denial"
    MEANING = "meaning"
    ELSEWHERE = "elsewhere"
    SPELLING = "spelling"
    NEARLY = "nearly"
    HINT = "hint"
