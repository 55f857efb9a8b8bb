"""Finds context that cancels or weakens a denial, such as a question, a doubt, the past, hearsay or a permission."""

from itertools import pairwise, takewhile

from loket_routing.domain.decide.matching import denial_words, governing_words, hedging_words
from loket_routing.domain.decide.matching.tokens import Tokens

_BEFORE = 6
_BUT = denial_words.COORDINATORS
_COMMA = frozenset(",")
_DENYING = denial_words.DENIALS | denial_words.HARDLY
_TAKING_BACK = denial_words.DENIALS | hedging_words.COUNTERFACTUAL
_OTHER_CLAUSES = denial_words.CLAUSES - denial_words.THAT
_SUPPOSED = denial_words.SUBJECTS | denial_words.DENIALS
_LONGEST = 16

_PHRASES = hedging_words.PAST_PHRASES | hedging_words.HEDGING_PHRASES
_KEYS = frozenset(max(phrase, key=len) for phrase in _PHRASES)
# Without one of these words nearby, a denial is plain.
_TELLING = frozenset().union(
    denial_words.DENIALS,
    denial_words.HARDLY,
    denial_words.UNDECIDED,
    _KEYS,
    (phrase[0] for phrase in denial_words.EITHER_WAY),
    *(
        *(hedging_words.PAST, hedging_words.HEDGES, hedging_words.PERMITTED, hedging_words.CONDITIONS),
        *(governing_words.LIMITERS, governing_words.HALF_LIMITERS, hedging_words.CHANGES, hedging_words.NEVER),
        *(hedging_words.COUNTERFACTUAL, {hedging_words.ACCORDING, "?"}),
    ),
    map(str, range(10)),
)

_TELLING_BEFORE = _TELLING | denial_words.OPENING_DOUBT


def is_plain(tokens: Tokens, denial: int, first: int, last: int) -> bool:
    """Return whether no word around the denial could cancel or weaken it; most denials are plain."""
    pieces, by = tokens.pieces, tokens.pieces[denial]
    begin, _ = tokens.sentence(first)
    if by not in denial_words.DENIALS or (denial == begin and by in denial_words.NOT):
        return False
    before = pieces[max(begin, denial - _LONGEST) : denial]
    return _TELLING.isdisjoint(pieces[denial + 1 : last + 1 + _LONGEST]) and _TELLING_BEFORE.isdisjoint(before)


def _before_the_first(stops: frozenset[str], pieces: list[str]) -> list[str]:
    if stops.isdisjoint(pieces):
        return pieces
    return list(takewhile(lambda piece: piece not in stops, pieces))


def _after_the_last(stops: frozenset[str], pieces: list[str]) -> list[str]:
    return pieces if stops.isdisjoint(pieces) else _before_the_first(stops, pieces[::-1])[::-1]


def _is_hearsay(pieces: list[str]) -> bool:
    """Return whether the words attribute the statement to somebody else."""
    return hedging_words.ACCORDING in pieces and any(
        piece == hedging_words.ACCORDING and hedging_words.OURSELVES.isdisjoint(pieces[place + 1 : place + 4])
        for place, piece in enumerate(pieces)
    )


class Context:
    """The context of the denial in piece ``denial`` that reaches the mention in pieces ``first`` to ``last``."""

    def __init__(self, tokens: Tokens, denial: int, first: int, last: int) -> None:
        pieces, place = tokens.pieces, min(denial, first)
        self._pieces, self._place, self._number, self._last = pieces, place, denial, last
        self._begin, self._end = tokens.sentence(first)
        self._denial = pieces[denial] if denial < len(pieces) else ""
        self._between = pieces[denial + 1 : first]
        self._following = self._between[0] if self._between else ""
        rules_out = tuple(pieces[denial : denial + 2])
        self._rules_out = rules_out in denial_words.RULING_OUT or rules_out[:1] in denial_words.RULING_OUT
        self._opening = _after_the_last(_BUT, pieces[max(self._begin, place - _LONGEST) : place])

    # These properties hold the words around denial and mention, up to the nearest "en" or "but" on either side.
    @property
    def _within(self) -> list[str]:
        return self._opening + self._pieces[self._place : self._last + 1]

    @property
    def _closing(self) -> list[str]:
        return _before_the_first(_BUT, self._pieces[self._last + 1 : min(self._end, self._last + 1 + _LONGEST)])

    @property
    def _around(self) -> list[str]:
        return self._within + self._closing

    def lifted(self) -> bool:
        """Return whether the context cancels the denial, so that the mention is asserted."""
        return (
            self._limited()
            or self._doubled()
            or self._doubted()
            or self._asked()
            or self._counterfactual()
            or self._past()
        )

    def weakened(self) -> bool:
        """Return whether the context weakens the denial, so that it is doubtful."""
        return (
            self._hedged()
            or self._conditional()
            or self._permitted()
            or self._experienced()
            or self._following in governing_words.HALF_LIMITERS
            or self._begins()
            or self._changes()
        )

    def _limited(self) -> bool:
        """Return whether the denial covers a part of the mention only, or none of it: "not always", "No 428/2009"."""
        if self._denial in denial_words.DETERMINERS:
            return self._following.isdigit()
        return self._following in governing_words.LIMITERS

    def _doubled(self) -> bool:
        """Return whether another denial reverses this one: "not without", "nobody excludes"."""
        if self._rules_out:
            return not _DENYING.isdisjoint(self._opening)
        if not denial_words.NOT.isdisjoint(self._opening[-2:]) and self._denial not in denial_words.NOT:
            return True
        if not denial_words.HARDLY.isdisjoint(self._opening):
            return True
        if self._denial in denial_words.WITHOUT:
            return not denial_words.DENIALS.isdisjoint(takewhile(lambda piece: piece != ",", reversed(self._opening)))
        return not denial_words.WITHOUT.isdisjoint(self._opening)

    def _doubted(self) -> bool:
        """Return whether the sentence leaves the denial open: "of er geen", "al dan niet", "cannot say that no"."""
        if tuple(self._pieces[max(self._number - 2, self._begin) : self._number]) in denial_words.EITHER_WAY:
            return True
        begin = max(self._place - _BEFORE, self._begin)
        if denial_words.OPENING_DOUBT.isdisjoint(self._pieces[begin : self._place]):
            return False
        return any(map(self._opens_doubt, range(begin, self._place)))

    def _opens_doubt(self, place: int) -> bool:
        """Return whether a clause of doubt opens at ``place``: "whether", "of er", "not ... that"."""
        pieces, start = self._pieces, self._begin
        if pieces[place] in denial_words.THAT:
            return not denial_words.DOUBTS.isdisjoint(pieces[max(place - _BEFORE, start) : place])
        opens = pieces[place] == "of" and (pieces[place + 1] in denial_words.SUBJECTS or place == start)
        return pieces[place] == "whether" or opens

    def _asked(self) -> bool:
        """Return whether the denial is part of a question: "Geldt er geen embargo?"."""
        opening = self._pieces[self._begin : self._place]
        return (
            self._end < len(self._pieces)
            and self._pieces[self._end] == "?"
            and bool(opening)
            and opening[0] in denial_words.ASKING
            and _OTHER_CLAUSES.isdisjoint(opening[1:])
            and self._denial not in denial_words.WITHOUT
            and (self._denial in denial_words.NO or bool(self._between))
        )

    def _past(self) -> bool:
        """Return whether the denial is about the past."""
        if self._denial in denial_words.WITHOUT:
            return False
        before = self._pieces[self._number - 1] if self._number else ""
        if before in denial_words.UNDECIDED and self._denial in denial_words.DENIALS:
            return True
        near = self._within + _before_the_first(_COMMA, self._closing)
        return self._holds(near, hedging_words.PAST, hedging_words.PAST_PHRASES)

    def _hedged(self) -> bool:
        """Return whether somebody only says or thinks the denial, or whether it is true for now only."""
        around = self._around
        return self._holds(around, hedging_words.HEDGES, hedging_words.HEDGING_PHRASES) or _is_hearsay(around)

    def _conditional(self) -> bool:
        """Return whether the denial is a condition: "if there is no", "als er geen"."""
        return not hedging_words.CONDITIONS.isdisjoint(self._opening) and any(
            one in hedging_words.CONDITIONS and other in _SUPPOSED
            for one, other in pairwise([*self._opening, self._denial])
        )

    def _permitted(self) -> bool:
        """Return whether the denial is about permission or ability ("may not", "cannot") and not about a fact."""
        if self._denial in denial_words.WITHOUT:
            return False
        if self._rules_out:
            return "to" in self._opening or not hedging_words.PERMITTED.isdisjoint(self._opening)
        return not hedging_words.PERMITTED.isdisjoint((*self._opening[-4:], self._denial, *self._between[:3]))

    def _experienced(self) -> bool:
        """Return whether the denial is about past experience ("we have never"), which leaves the future open."""
        if self._denial not in hedging_words.NEVER:
            return False
        around = self._around
        return not hedging_words.PERFECT.isdisjoint(around) or hedging_words.HABITUAL.isdisjoint(around)

    def _counterfactual(self) -> bool:
        """Return whether the denial is counterfactual: "zonder het leger had dit niet bestaan"."""
        if self._denial not in denial_words.WITHOUT:
            return False
        closing = self._pieces[self._last + 1 : min(self._end, self._last + _LONGEST)]
        return not _TAKING_BACK.isdisjoint(closing)

    def _begins(self) -> bool:
        """Return whether "niet" or "not" begins the sentence; then it usually denies something else."""
        return self._number == self._begin and self._denial in denial_words.NOT and bool(self._between)

    def _changes(self) -> bool:
        """Return whether the following words announce a change: "since", "until", "but now"."""
        following = self._pieces[self._last + 1 : self._last + 1 + _LONGEST]
        return not hedging_words.CHANGES.isdisjoint(following)

    def _holds(self, pieces: list[str], words: frozenset[str], phrases: frozenset[tuple[str, str]]) -> bool:
        if not words.isdisjoint(pieces):
            return True
        return not (_KEYS.isdisjoint(pieces) or phrases.isdisjoint(pairwise(pieces)))
