"""Text made comparable: one case, no diacritics, one kind of white space, and the way back to the original."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SENTENCE_MARKS = frozenset(".,;:!?()")
_DROPPED = frozenset("'\u2018\u2019\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True)
class Folded:
    """Folded text; ``origin[i]`` is the place in the original of folded character ``i``."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where folded ``start:end`` stands in the original, end exclusive."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _DROPPED:
        return ""
    folded = unicodedata.normalize("NFKD", character.casefold())
    kept = (piece for piece in folded if not unicodedata.combining(piece))
    return "".join(piece if piece.isalnum() or piece in _SENTENCE_MARKS else " " for piece in kept)


def fold(text: str) -> Folded:
    """Fold ``text``: hyphens, slashes and every run of white space become one space; sentence marks stay.

    A hyphen and a space read alike, so that "dual-use" and "dual use" are one term (domain
    description section 5: compounds and inflections included).
    """
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for piece in _fold_character(character):
            if piece != " " or (pieces and pieces[-1] != " "):
                pieces.append(piece)
                origin.append(place)
    return Folded("".join(pieces), tuple(origin))


def fold_term(term: str) -> str:
    """Fold a term of the lexicon, without white space around it."""
    return fold(term).text.strip()
