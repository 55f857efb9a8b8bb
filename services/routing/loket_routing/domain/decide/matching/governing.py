"""Decides whether a denial denies the mention itself, or a word that governs it: an answer, a permit, a guarantee."""

from collections.abc import Sequence
from itertools import takewhile

from loket_routing.domain.decide.matching import denial_words, governing_words, hedging_words
from loket_routing.domain.decide.matching.hits import Polarity
from loket_routing.domain.decide.matching.tokens import Tokens

_LONGEST_OPENING = 10
_SHORTEST_SUFFIX = 5
_MOST_UNKNOWN = 2
_VERBAL = denial_words.DENIALS - denial_words.DETERMINERS
_LIFTING = governing_words.LIFTING_NOUNS | governing_words.LIFTING_VERBS
_KNOWING = governing_words.LIFTING_VERBS | governing_words.KNOWING
_DUTCH_PREPOSITIONS = governing_words.PREPOSITIONS - denial_words.ALTERNATIVES
_KNOWN = governing_words.LINKING | governing_words.PREPOSITIONS | governing_words.FUNCTION | governing_words.VERBS


def governed(tokens: Tokens, denial: int, first: int, last: int, closing: Sequence[str]) -> Polarity:
    """Return the polarity of mention ``first`` to ``last`` by the denial in piece ``denial``; ``closing`` follows it.

    The mention is denied if no word in between could be denied instead of it. If such a word, or the verb, is unknown,
    the polarity is doubtful.
    """
    if _is_granted(tokens.pieces[last]):
        return Polarity.ASSERTED
    by = tokens.pieces[denial]
    between, opening = tokens.pieces[denial + 1 : first], _opening(tokens, denial)
    verbal = by in _VERBAL
    # "Does not concern weapons" has a verb that is the noun of "no concern".
    governing = between[1:] if verbal and between and between[0] in governing_words.LINKING else between
    if (
        _lifts(governing)
        or _lifts(closing[:1])
        or not (governing_words.LIFTING_VERBS.isdisjoint(closing) and (not verbal or _KNOWING.isdisjoint(opening)))
    ):
        return Polarity.ASSERTED
    if not all(map(hedging_words.REPORTING.isdisjoint, (opening, between, closing))) or _unknown_governs(governing, by):
        return Polarity.DOUBTFUL
    attribute = not between and by in denial_words.ATTRIBUTIVE
    without = by not in denial_words.DENIALS or by in denial_words.WITHOUT
    return Polarity.DENIED if without or attribute or _is_said(tokens, denial, first, closing) else Polarity.DOUBTFUL


def _is_said(tokens: Tokens, denial: int, first: int, closing: Sequence[str]) -> bool:
    """Return whether the clause has a known verb, or begins with the denial."""
    clause = tokens.pieces[max(tokens.sentence(denial)[0], denial - _LONGEST_OPENING) : first]
    verbs = governing_words.VERBS
    return clause[0] == tokens.pieces[denial] or not (verbs.isdisjoint(clause) and verbs.isdisjoint(closing))


def _is_granted(piece: str) -> bool:
    """Return whether ``piece`` means a permit: a person without a permit for a thing has the thing."""
    return piece in governing_words.GRANTED or piece.endswith(governing_words.GRANTED_SUFFIXES)


def _opening(tokens: Tokens, denial: int) -> list[str]:
    """Return the clause before the denial; in Dutch it holds the verb."""
    pieces = tokens.pieces[max(tokens.sentence(denial)[0], denial - _LONGEST_OPENING) : denial]
    if denial_words.ENDS_OF_CLAUSE.isdisjoint(pieces):
        return pieces
    return list(takewhile(lambda piece: piece not in denial_words.ENDS_OF_CLAUSE, reversed(pieces)))


def _lifts(pieces: Sequence[str]) -> bool:
    """Return whether one of the words is denied instead of the mention."""
    return not _LIFTING.isdisjoint(pieces) or any(
        len(piece) > _SHORTEST_SUFFIX and piece.endswith(governing_words.LIFTING_SUFFIXES) for piece in pieces
    )


def _unknown_governs(between: Sequence[str], by: str) -> bool:
    """Return whether an unknown word may be denied instead: before a preposition, or as one of several."""
    # Words after a comma are another item of the same enumeration.
    if len(between) > _MOST_UNKNOWN and sum(not _known(one) for one in takewhile(",".__ne__, between)) > _MOST_UNKNOWN:
        return True
    prepositions = governing_words.PREPOSITIONS if by in denial_words.ENGLISH else _DUTCH_PREPOSITIONS
    return any(
        piece in prepositions and place > 0 and not _known(between[place - 1]) for place, piece in enumerate(between)
    )


def _known(piece: str) -> bool:
    return piece in _KNOWN or not piece.isalpha() or piece.endswith(governing_words.LINKING_SUFFIXES)
