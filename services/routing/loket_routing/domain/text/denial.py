"""Whether a mention is denied: "geen militaire toepassing" is, "niet alleen civiel" is not.

The scope is closed: a denial reaches a few words ahead, never over a sentence mark or a word that opens
another clause, and goes on through an enumeration ("geen wapens, munitie of springstof"). It is lifted
where it leaves the matter open ("wij weten niet of", "niet alleen", "not without", "geen ervaring met").
"""

import re
from collections.abc import Sequence

from loket_routing.domain.text import denial_words as vocabulary
from loket_routing.domain.text.words import Words

_REACH = 12
_BEFORE = 6
_AFTERWARDS = re.compile(vocabulary.AFTERWARDS)
_OPEN_AFTERWARDS = re.compile(vocabulary.OPEN_AFTERWARDS)


def denied_before(words: Words, first: int, determiner_only: bool) -> bool:
    """Return whether a denial before piece ``first`` reaches it."""
    denial = _denial_before(words, first, determiner_only)
    if denial is None:
        return False
    return not (_lifted(words, denial, first) or _doubted(words, denial) or _asked(words, denial, first))


def _denial_before(words: Words, first: int, determiner_only: bool) -> int | None:
    """Return the number of the nearest denial that reaches piece ``first``."""
    pieces, listed = words.pieces, _ends_enumeration(words, first)
    indefinite = not determiner_only
    for number in range(first - 1, max(first - 2 - _REACH, -1), -1):
        piece = pieces[number]
        if piece in vocabulary.WITHOUT or _instead(pieces, number):
            return number if vocabulary.MAIN.isdisjoint(pieces[number + 1 : first]) else None
        if piece in vocabulary.DETERMINERS or (indefinite and piece in vocabulary.DENIALS):
            return number
        listed = listed or piece in vocabulary.ALTERNATIVES
        if piece in vocabulary.MARKS and not (piece == "," and listed):
            return None
        if piece in vocabulary.CLAUSES and not _sees_through(pieces, number):
            return None
        indefinite = indefinite or piece in vocabulary.INDEFINITE
    return None


def _instead(pieces: Sequence[str], number: int) -> bool:
    """Return whether "instead of", "in plaats van" or "rather than" ends at this piece."""
    before = tuple(pieces[max(number - 2, 0) : number + 1])
    return before[-2:] in vocabulary.INSTEAD or before in vocabulary.INSTEAD


def _sees_through(pieces: Sequence[str], number: int) -> bool:
    """Return whether a denial reaches over this clause word: no indication that, geen aanwijzing dat."""
    return pieces[number] in vocabulary.THAT and number > 0 and pieces[number - 1] in vocabulary.INDICATIONS


def _ends_enumeration(words: Words, first: int) -> bool:
    """Return whether the mention at ``first`` is followed by "of", "or", "noch" or "nor" in its enumeration."""
    for piece in words.pieces[first + 1 : first + 5]:
        if piece in vocabulary.ALTERNATIVES:
            return True
        if piece in vocabulary.CLAUSES or (piece in vocabulary.MARKS and piece != ","):
            return False
    return False


def _lifted(words: Words, denial: int, first: int) -> bool:
    """Return whether what surrounds the denial takes it away: not only, not sure, not without, No 428/2009."""
    between, piece = words.pieces[denial + 1 : first], words.pieces[denial]
    before = words.pieces[denial - 1] if denial else ""
    following = between[0] if between else ""
    if piece in vocabulary.DETERMINERS:
        return (
            following.isdigit()
            or following in vocabulary.ABSENT
            or before in vocabulary.UNDECIDED
            or (piece in vocabulary.WITHOUT and before in vocabulary.NOT)
            or not vocabulary.OPEN.isdisjoint(between)
        )
    return (
        following in vocabulary.LIMITERS
        or before in vocabulary.UNDECIDED
        or not (vocabulary.OPEN | vocabulary.UNSURE).isdisjoint(between)
    )


def _doubted(words: Words, denial: int) -> bool:
    """Return whether the denial itself is in doubt: "of er geen", "al dan niet", "cannot say that no"."""
    start, _ = words.sentence(denial)
    if tuple(words.pieces[max(denial - 2, start) : denial]) in vocabulary.EITHER_WAY:
        return True
    return any(_opens_doubt(words, start, place) for place in range(max(denial - _BEFORE, start), denial))


def _opens_doubt(words: Words, start: int, place: int) -> bool:
    """Return whether a clause opens at ``place`` that leaves open what it says: whether, of er, not ... that."""
    piece, following = words.pieces[place], words.pieces[place + 1]
    if piece in vocabulary.THAT:
        return not vocabulary.DOUBTS.isdisjoint(words.pieces[max(place - _BEFORE, start) : place])
    return piece in vocabulary.WHETHER or (piece == "of" and following in vocabulary.SUBJECTS)


def _asked(words: Words, denial: int, first: int) -> bool:
    """Return whether the denial only asks: "Geldt er geen embargo?" leaves it open."""
    start, end = words.sentence(denial)
    opening = words.pieces[start:denial]
    return (
        end < len(words.pieces)
        and words.pieces[end] == "?"
        and bool(opening)
        and opening[0] in vocabulary.ASKING
        and vocabulary.CLAUSES.isdisjoint(opening)
        and words.pieces[denial] not in vocabulary.WITHOUT
        and (words.pieces[denial] in vocabulary.NO or first - denial > 1)
    )


def denied_after(words: Words, last: int) -> bool:
    """Return whether what follows piece ``last`` denies it: "militair gebruik is uitgesloten", "Drones? Nee."."""
    text = _clause_after(words, last)
    if _OPEN_AFTERWARDS.search(text):
        return False
    return _AFTERWARDS.search(text) is not None or _shut_out(words, last, text) or _answered_no(words, last)


def _clause_after(words: Words, last: int) -> str:
    """Return what follows in the clause; over commas only in an enumeration that "of" or "or" ends."""
    clause: list[str] = []
    listed = _ends_enumeration(words, last)
    for piece in words.pieces[last + 1 : last + 2 + _REACH]:
        if piece in vocabulary.CLAUSES or (piece in vocabulary.MARKS and not (piece == "," and listed)):
            break
        listed = listed and piece not in vocabulary.ALTERNATIVES
        clause.append(piece)
    return " ".join(clause)


def _shut_out(words: Words, last: int, after: str) -> bool:
    """Return whether the mention stands inside "sluit ... uit"."""
    before = words.pieces[max(last - _BEFORE, words.sentence(last)[0]) : last]
    return not vocabulary.SHUTTING.isdisjoint(before) and f"{after} ".startswith(vocabulary.OUT)


def _answered_no(words: Words, last: int) -> bool:
    """Return whether "no" answers to the mention: "Is het militair? Nee", "Militaire toepassing: geen."."""
    start, end = words.sentence(last)
    answer, after = (*words.pieces[end + 1 : end + 3], "", "")[:2]
    if end >= len(words.pieces) or answer not in vocabulary.NO:
        return False
    if words.pieces[end] == "?":
        return words.pieces[start] in vocabulary.ASKING and answer in vocabulary.ANSWERS
    return words.pieces[end] == ":" and (not after or after in vocabulary.MARKS)


def goes_on(words: Words, last_of_previous: int, first: int) -> bool:
    """Return whether a mention continues an enumeration that the previous mention is part of."""
    run, joined = 0, False
    for piece in words.pieces[last_of_previous + 1 : first]:
        if piece in vocabulary.JOINING:
            run, joined = 0, True
        elif run == 2 or piece in vocabulary.CLAUSES or piece in vocabulary.MARKS or piece in vocabulary.RESUMING:
            return False
        else:
            run += 1
    return joined
