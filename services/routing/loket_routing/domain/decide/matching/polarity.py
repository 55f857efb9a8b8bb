"""The polarity of a mention in a text, and the reasons of a doubt."""

from enum import StrEnum


class Polarity(StrEnum):
    """The polarity of a mention in its text. A doubtful denial is no denial: a person resolves the doubt."""

    ASSERTED = "asserted"
    DENIED = "denied"
    DOUBTFUL = "doubtful"


class Doubt(StrEnum):
    """The reason of a doubt: a mention may be denied, mean something else, be another word, or not be meant.

    ``ELSEWHERE``: words near it point both ways. ``NEARLY``: a term in a longer word that the lexicon does not know, or
    the words of a term with other words in between. ``HINT``: a word that is never enough alone.
    """

    DENIAL = "denial"
    MEANING = "meaning"
    ELSEWHERE = "elsewhere"
    SPELLING = "spelling"
    NEARLY = "nearly"
    HINT = "hint"
