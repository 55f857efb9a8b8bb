"""Decides whether a text denies a mention: "geen militaire toepassing" does, "niet alleen civiel" does not.

A denial reaches a few words ahead, never beyond a sentence mark or a word that opens another clause, and through an
enumeration ("geen wapens, munitie of springstof"). It must deny the mention itself (``governing.py``), at present, and
with certainty (``context.py``).
"""

import re
from collections.abc import Sequence

from loket_routing.domain.decide.matching import denial_words as vocabulary
from loket_routing.domain.decide.matching.context import Context, is_plain
from loket_routing.domain.decide.matching.governing import governed
from loket_routing.domain.decide.matching.governing_words import LINKING, PREPOSITIONS, VERBS
from loket_routing.domain.decide.matching.hits import Polarity
from loket_routing.domain.decide.matching.tokens import Tokens

_REACH = 12
_BEFORE = 6
_SHORT_QUESTION = 3
_ANSWERED = frozenset("?:")
_AFTERWARDS = re.compile(vocabulary.AFTERWARDS)
_OPEN_AFTERWARDS = re.compile(vocabulary.OPEN_AFTERWARDS)
_LONGEST_IDIOM = max(map(len, vocabulary.ASSERTING))


def polarity_of(tokens: Tokens, first: int, last: int, determiner_only: bool) -> Polarity:
    """Return whether the text asserts or denies the mention in pieces ``first`` to ``last``, or is doubtful."""
    if not tokens.may_deny(first):
        return Polarity.ASSERTED
    listed = _ends_enumeration(tokens, first)
    clause = _clause_after(tokens, last, listed)
    before = _by_what_stands_before(tokens, first, last, clause, listed, determiner_only)
    if before is Polarity.DENIED:
        return before
    after = _by_what_follows(tokens, first, last, clause)
    if before is None or before is after:
        return after or Polarity.ASSERTED
    if before is Polarity.DOUBTFUL:
        return after if after is Polarity.DENIED else before
    return Polarity.ASSERTED if after is None else Polarity.DOUBTFUL


def _by_what_stands_before(
    tokens: Tokens, first: int, last: int, clause: Sequence[str], listed: bool, determiner_only: bool
) -> Polarity | None:
    """Return the polarity by a denial before the mention; None if no denial reaches it."""
    denial = _denial_before(tokens, first, listed, determiner_only)
    if denial is None:
        return None
    if is_plain(tokens, denial, first, last):
        return governed(tokens, denial, first, last, clause)
    context = Context(tokens, denial, first, last)
    if context.lifted():
        return Polarity.ASSERTED
    by_itself = governed(tokens, denial, first, last, clause)
    return Polarity.DOUBTFUL if by_itself is Polarity.DENIED and context.weakened() else by_itself


def _denial_before(tokens: Tokens, first: int, listed: bool, determiner_only: bool) -> int | None:
    """Return the number of the nearest denial that reaches piece ``first``."""
    pieces, indefinite = tokens.pieces, not determiner_only
    for number in range(first - 1, max(first - 2 - _REACH, -1), -1):
        piece = pieces[number]
        if piece not in vocabulary.TELLING:
            continue
        if piece in vocabulary.WITHOUT or _instead(pieces, number):
            return None if _idiom(pieces, number) or _ended(pieces[number + 1 : first]) else number
        denies = piece in vocabulary.DETERMINERS or (indefinite and piece in vocabulary.DENIALS)
        if (denies and not _idiom(pieces, number)) or (indefinite and _rules_out(pieces, number)):
            return number
        listed = listed or tokens.is_alternative(number)
        if piece in vocabulary.MARKS and not (piece == "," and listed):
            return None
        if (piece in vocabulary.CLAUSES and not _sees_through(pieces, number)) or _opens_clause(pieces, number, first):
            return None
        indefinite = indefinite or piece in vocabulary.INDEFINITE
    return None


def _ended(pieces: Sequence[str]) -> bool:
    """Return whether the phrase after "zonder" and similar words has ended: with a verb, or with another noun."""
    if not vocabulary.MAIN.isdisjoint(pieces):
        return True
    governs = False
    for piece in pieces:
        if piece in vocabulary.ARTICLES and governs:
            return True
        governs = piece.isalpha() and piece not in vocabulary.INDEFINITE and piece not in PREPOSITIONS
    return False


def _idiom(pieces: Sequence[str], number: int) -> bool:
    """Return whether an idiom that asserts begins at this piece: "niet alleen", "zonder meer", "no wonder"."""
    phrase = tuple(pieces[number : number + _LONGEST_IDIOM])
    return any(phrase[:length] in vocabulary.ASSERTING for length in range(2, len(phrase) + 1))


def _instead(pieces: Sequence[str], number: int) -> bool:
    """Return whether "instead of", "in plaats van", "rather than" or "ongeschikt voor" ends at this piece."""
    before = tuple(pieces[max(number - 2, 0) : number + 1])
    return before[-2:] in vocabulary.INSTEAD or before in vocabulary.INSTEAD


def _rules_out(pieces: Sequence[str], number: int) -> bool:
    """Return whether "exclude" or "rule out" begins at this piece."""
    return (pieces[number],) in vocabulary.RULING_OUT or tuple(pieces[number : number + 2]) in vocabulary.RULING_OUT


def _opens_clause(pieces: Sequence[str], number: int, first: int) -> bool:
    """Return whether the Dutch "of" opens a clause with a verb: "het scheelt niet veel of de partner werkt voor"."""
    following = pieces[number + 1 : first]
    return (
        pieces[number] == "of" and not vocabulary.SUBJECTS.isdisjoint(following[:1]) and not VERBS.isdisjoint(following)
    )


def _sees_through(pieces: Sequence[str], number: int) -> bool:
    """Return whether a denial reaches beyond this clause word: "no indication that", "geen partners die"."""
    if number == 0 or pieces[number] not in vocabulary.RELATIVES:
        return False
    before = pieces[number - 1]
    return before in vocabulary.INDICATIONS if pieces[number] in vocabulary.THAT else before in LINKING


def _ends_enumeration(tokens: Tokens, first: int) -> bool:
    """Return whether "of", "or", "noch" or "nor" follows the mention at ``first`` in its enumeration."""
    for number, piece in enumerate(tokens.pieces[first + 1 : first + 5], first + 1):
        if piece in vocabulary.ALTERNATIVES and tokens.is_alternative(number):
            return True
        if piece in vocabulary.ENDS_OF_CLAUSE and piece != ",":
            return False
    return False


def _by_what_follows(tokens: Tokens, first: int, last: int, clause: Sequence[str]) -> Polarity | None:
    """Return the polarity by the words after the mention ("is uitgesloten", "Drones? Nee."); None without any."""
    if not vocabulary.AFTER.isdisjoint(clause):
        text = " ".join(clause)
        if _OPEN_AFTERWARDS.search(text):
            return Polarity.ASSERTED
        if _AFTERWARDS.search(text):
            return _denied_afterwards(tokens, first, last, clause)
    if "uit" in clause[:2] and _shut_out(tokens, last, " ".join(clause)):
        return _by_context(tokens, first, last)
    return Polarity.DENIED if _answered_no(tokens, last) else None


def _denied_afterwards(tokens: Tokens, first: int, last: int, clause: Sequence[str]) -> Polarity:
    """Return the polarity by "is uitgesloten" and similar words; "nauwelijks" and "niet" reverse them."""
    if not vocabulary.HARDLY.isdisjoint(clause):
        return Polarity.ASSERTED
    excluded = not vocabulary.EXCLUDED.isdisjoint(clause)
    if excluded and not vocabulary.DENIALS.isdisjoint((*clause, *tokens.pieces[max(first - 2, 0) : first])):
        return Polarity.ASSERTED
    return _by_context(tokens, first, last)


def _by_context(tokens: Tokens, first: int, last: int) -> Polarity:
    """Return the polarity by a denial after the mention."""
    context = Context(tokens, last + 1, first, last)
    if context.lifted():
        return Polarity.ASSERTED
    return Polarity.DOUBTFUL if context.weakened() else Polarity.DENIED


def _clause_after(tokens: Tokens, last: int, listed: bool) -> list[str]:
    """Return the rest of the clause; it crosses commas only in an enumeration that "of" or "or" ends."""
    following = tokens.pieces[last + 1 : last + 2 + _REACH]
    for place, piece in enumerate(following):
        if piece in vocabulary.ENDS_OF_CLAUSE and not (piece == "," and listed):
            return following[:place]
        listed = listed and not (piece in vocabulary.ALTERNATIVES and tokens.is_alternative(last + 1 + place))
    return following


def _shut_out(tokens: Tokens, last: int, after: str) -> bool:
    """Return whether the mention stands inside "sluit ... uit"."""
    if not f"{after} ".startswith(vocabulary.OUT):
        return False
    return not vocabulary.SHUTTING.isdisjoint(tokens.pieces[max(last - _BEFORE, tokens.sentence(last)[0]) : last])


def _answered_no(tokens: Tokens, last: int) -> bool:
    """Return whether "no" is the answer to the mention: "Is het militair? Nee", "Militaire toepassing: geen."."""
    start, end = tokens.sentence(last)
    if end >= len(tokens.pieces) or tokens.pieces[end] not in _ANSWERED:
        return False
    answer, after = (*tokens.pieces[end + 1 : end + 3], "", "")[:2]
    if answer not in vocabulary.NO:
        return False
    if tokens.pieces[end] == "?":
        short = end - start <= _SHORT_QUESTION
        return answer in vocabulary.ANSWERS and (short or tokens.pieces[start] in vocabulary.ASKING)
    return not after or after in vocabulary.MARKS


def goes_on(tokens: Tokens, last_of_previous: int, first: int, last: int) -> bool:
    """Return whether a mention continues an enumeration that the previous mention is part of.

    An article may begin something new, unless nothing follows it.
    """
    run, joined, begun = 0, False, False
    for piece in tokens.pieces[last_of_previous + 1 : first]:
        if piece in vocabulary.JOINING:
            run, joined = 0, True
        elif piece in vocabulary.ARTICLES and joined:
            begun = begun or piece in vocabulary.RESUMING
        elif run == 2 or piece in vocabulary.ENDS_OF_CLAUSE or piece in vocabulary.RESUMING:
            return False
        else:
            run += 1
    return joined and not (begun and _something_follows(tokens, last))


def _something_follows(tokens: Tokens, last: int) -> bool:
    following = tokens.pieces[last + 1] if last + 1 < len(tokens.pieces) else "."
    return following not in vocabulary.MARKS and following not in vocabulary.JOINING
