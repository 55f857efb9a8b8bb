"""What a denial denies: the matter itself, or what governs it - an answer, a permit, a guarantee."""

from collections.abc import Iterable, Sequence

from loket_routing.domain.text import denial_words, governing_words
from loket_routing.domain.text.polarity import Polarity
from loket_routing.domain.text.words import Words

_LONGEST_OPENING = 10
_LIFTING = governing_words.LIFTING_NOUNS | governing_words.LIFTING_VERBS
_TELLING = governing_words.REPORTING


def governed(words: Words, denial: int, first: int, last: int, closing: Sequence[str]) -> Polarity:
    """Return what the denial in piece ``denial`` makes of the mention ``first`` to ``last``; ``closing`` follows it.

    Denied is what nothing stands between that could be denied in its place. Where something does and is
    not known, or the verb is not, nobody can tell.
    """
    if _is_granted(words.pieces[last]):
        return Polarity.ASSERTED
    by = words.pieces[denial]
    between, opening = words.pieces[denial + 1 : first], _opening(words, denial)
    verbal = by in denial_words.DENIALS - denial_words.DETERMINERS
    # "Does not concern weapons" has a verb that is the noun of "no concern".
    governing = between[1:] if verbal and between and between[0] in governing_words.LINKING else between
    if _lifts(governing) or _lifts(closing[:1]) or _acts(closing) or (verbal and _acts(opening, knowing=True)):
        return Polarity.ASSERTED
    if not _TELLING.isdisjoint((*opening, *between, *closing)) or _unknown_governs(governing, by):
        return Polarity.DOUBTFUL
    without = by not in denial_words.DENIALS or by in denial_words.WITHOUT
    clause = words.pieces[max(words.sentence(denial)[0], denial - _LONGEST_OPENING) : first] + list(closing)
    said = without or clause[0] == by or not governing_words.VERBS.isdisjoint(clause)
    return Polarity.DENIED if said else Polarity.DOUBTFUL


def _is_granted(piece: str) -> bool:
    """Return whether it is a permit: who lacks one for a thing has the thing."""
    return piece in governing_words.GRANTED or piece.endswith(governing_words.GRANTED_SUFFIXES)


def _opening(words: Words, denial: int) -> list[str]:
    """Return the clause before the denial: in Dutch its verb stands there."""
    start = max(words.sentence(denial)[0], denial - _LONGEST_OPENING)
    opening: list[str] = []
    for piece in reversed(words.pieces[start:denial]):
        if piece in denial_words.CLAUSES or piece in denial_words.MARKS:
            break
        opening.append(piece)
    return opening


def _lifts(pieces: Iterable[str]) -> bool:
    """Return whether one of the words is what is lacking in the place of the matter."""
    return any(piece in _LIFTING or piece.endswith(governing_words.LIFTING_SUFFIXES) for piece in pieces)


def _acts(pieces: Iterable[str], *, knowing: bool = False) -> bool:
    """Return whether a verb says that it is an answer or a hindrance that fails."""
    verbs = governing_words.LIFTING_VERBS | governing_words.KNOWING if knowing else governing_words.LIFTING_VERBS
    return not verbs.isdisjoint(pieces)


def _unknown_governs(between: Sequence[str], by: str) -> bool:
    """Return whether an unknown word stands before a preposition, so that it may be what is denied."""
    prepositions = governing_words.PREPOSITIONS
    if by not in denial_words.ENGLISH:
        prepositions -= denial_words.ALTERNATIVES
    return any(
        piece in prepositions and place > 0 and not _known(between[place - 1]) for place, piece in enumerate(between)
    )


def _known(piece: str) -> bool:
    return (
        piece in governing_words.LINKING
        or piece in governing_words.PREPOSITIONS
        or piece in governing_words.FUNCTION
        or not piece.isalpha()
        or piece.endswith(governing_words.LINKING_SUFFIXES)
    )
