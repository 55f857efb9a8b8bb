"""Terms that stand as the name of something: in quotation marks, or behind a word that gives a name."""

from loket_routing.domain.decide.matching.tokens import Tokens
from loket_routing.domain.decide.matching.word_sets import word_set as listed

_OPENING, _CLOSING = "\"'\u2018\u201a\u201c\u201e\u00ab\u2039", "\"'\u2019\u201d\u201c\u00bb\u203a"
_GIVING = listed(
    "merk merknaam bijnaam koosnaam roepnaam codenaam genaamd geheten gedoopt gebrand",
    "nickname nicknamed codename codenamed named dubbed called brand branded",
)
_BETWEEN = listed("de het een the a an tot as van of")


def is_name(text: str, start: int, end: int, words: Tokens, first: int) -> bool:
    """Return whether ``start:end`` of a text, from piece ``first`` of its words on, stands as a name."""
    if start > 0 and end < len(text) and text[start - 1] in _OPENING and text[end] in _CLOSING:
        return True
    pieces = words.pieces
    before = first - 2 if first > 1 and pieces[first - 1] in _BETWEEN else first - 1
    return before >= 0 and pieces[before] in _GIVING
