"""What takes the force out of a denial: it is asked, doubted, of the past, only said, or of what is allowed."""

from collections.abc import Iterable
from itertools import pairwise, takewhile

from loket_routing.domain.text import denial_words, governing_words
from loket_routing.domain.text.words import Words

_BEFORE = 6
_LONGEST = 16


class Context:
    """A denial in piece ``denial`` and the mention in pieces ``first`` to ``last`` that it reaches."""

    def __init__(self, words: Words, denial: int, first: int, last: int) -> None:
        pieces, place = words.pieces, min(denial, first)
        self._pieces, self._place, self._number, self._last = pieces, place, denial, last
        self._begin, self._end = words.sentence(first)
        self._denial = pieces[denial] if denial < len(pieces) else ""
        self._between = pieces[denial + 1 : first]
        self._following = self._between[0] if self._between else ""
        rules_out = tuple(pieces[denial : denial + 2])
        self._rules_out = rules_out in denial_words.RULING_OUT or rules_out[:1] in denial_words.RULING_OUT
        self._opening = self._up_to_coordinator(reversed(pieces[max(self._begin, place - _LONGEST) : place]))[::-1]
        closing = pieces[last + 1 : min(self._end, last + 1 + _LONGEST)]
        # The sentence around denial and mention, up to the nearest "en" or "but" on either side.
        self._around = [*self._opening, *pieces[place : last + 1], *self._up_to_coordinator(closing)]

    def _up_to_coordinator(self, pieces: Iterable[str]) -> list[str]:
        return list(takewhile(lambda piece: piece not in denial_words.COORDINATORS, pieces))

    def lifted(self) -> bool:
        """Return whether nothing is left of the denial."""
        return (
            self._limited()
            or self._doubled()
            or self._doubted()
            or self._asked()
            or self._past()
            or self._counterfactual()
        )

    def weakened(self) -> bool:
        """Return whether the denial is none that one can go by."""
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
        """Return whether the denial is of less than the matter: not always, No 428/2009."""
        if self._denial in denial_words.DETERMINERS:
            return self._following.isdigit()
        return self._following in governing_words.LIMITERS

    def _doubled(self) -> bool:
        """Return whether another denial takes this one back: not without, nobody excludes."""
        if self._rules_out:
            return not (denial_words.DENIALS | denial_words.HARDLY).isdisjoint(self._opening)
        if not denial_words.NOT.isdisjoint(self._opening[-2:]) and self._denial not in denial_words.NOT:
            return True
        if self._denial in denial_words.WITHOUT:
            return not denial_words.DENIALS.isdisjoint(takewhile(lambda piece: piece != ",", reversed(self._opening)))
        return not denial_words.WITHOUT.isdisjoint(self._opening)

    def _doubted(self) -> bool:
        """Return whether the denial itself is in doubt: "of er geen", "al dan niet", "cannot say that no"."""
        if tuple(self._pieces[max(self._number - 2, self._begin) : self._number]) in denial_words.EITHER_WAY:
            return True
        return any(
            self._opens_doubt(place)
            for place in range(max(self._place - _BEFORE, self._begin), self._place)
            if self._pieces[place] in denial_words.OPENING_DOUBT
        )

    def _opens_doubt(self, place: int) -> bool:
        """Return whether a clause opens at ``place`` that leaves open what it says: whether, of er, not ... that."""
        pieces, start = self._pieces, self._begin
        if pieces[place] in denial_words.THAT:
            return not denial_words.DOUBTS.isdisjoint(pieces[max(place - _BEFORE, start) : place])
        opens = pieces[place] == "of" and (pieces[place + 1] in denial_words.SUBJECTS or place == start)
        return pieces[place] == "whether" or opens

    def _asked(self) -> bool:
        """Return whether the denial only asks: "Geldt er geen embargo?" leaves it open."""
        opening = self._pieces[self._begin : self._place]
        return (
            self._end < len(self._pieces)
            and self._pieces[self._end] == "?"
            and bool(opening)
            and opening[0] in denial_words.ASKING
            and (denial_words.CLAUSES - denial_words.THAT).isdisjoint(opening[1:])
            and self._denial not in denial_words.WITHOUT
            and (self._denial in denial_words.NO or bool(self._between))
        )

    def _past(self) -> bool:
        """Return whether it is what was that is denied."""
        if self._denial in denial_words.WITHOUT:
            return False
        before = self._pieces[self._number - 1] if self._number else ""
        if before in denial_words.UNDECIDED and self._denial in denial_words.DENIALS:
            return True
        return self._holds(governing_words.PAST, governing_words.PAST_PHRASES)

    def _hedged(self) -> bool:
        """Return whether it is only said, thought, or so for now."""
        return self._holds(governing_words.HEDGES, governing_words.HEDGING_PHRASES) or self._hearsay()

    def _hearsay(self) -> bool:
        """Return whether it is so according to somebody."""
        return any(
            piece == governing_words.ACCORDING
            and governing_words.OURSELVES.isdisjoint(self._around[place + 1 : place + 4])
            for place, piece in enumerate(self._around)
        )

    def _conditional(self) -> bool:
        """Return whether it is only supposed: if there is no, als er geen."""
        return any(
            one in governing_words.CONDITIONS and other in denial_words.SUBJECTS | denial_words.DENIALS
            for one, other in pairwise([*self._opening, self._denial])
        )

    def _permitted(self) -> bool:
        """Return whether it may or can not be, which is not the same as that it is not."""
        if self._denial in denial_words.WITHOUT:
            return False
        if self._rules_out:
            return "to" in self._opening or not governing_words.PERMITTED.isdisjoint(self._opening)
        return not governing_words.PERMITTED.isdisjoint((*self._opening[-4:], self._denial, *self._between[:3]))

    def _experienced(self) -> bool:
        """Return whether it never was, which leaves open what comes: we have never."""
        if self._denial not in governing_words.NEVER:
            return False
        have = not governing_words.PERFECT.isdisjoint(self._around)
        return have or governing_words.HABITUAL.isdisjoint(self._around)

    def _counterfactual(self) -> bool:
        """Return whether it would be otherwise: "zonder het leger had dit niet bestaan"."""
        if self._denial not in denial_words.WITHOUT:
            return False
        closing = self._pieces[self._last + 1 : min(self._end, self._last + _LONGEST)]
        return not (governing_words.COUNTERFACTUAL | denial_words.DENIALS).isdisjoint(closing)

    def _begins(self) -> bool:
        """Return whether "niet" or "not" begins the sentence, which then says of something else that it is not so."""
        return self._number == self._begin and self._denial in denial_words.NOT and bool(self._between)

    def _changes(self) -> bool:
        """Return whether what follows says that it changes: since, until, but now."""
        following = self._pieces[self._last + 1 : self._last + 1 + _LONGEST]
        return not governing_words.CHANGES.isdisjoint(following)

    def _holds(self, words: frozenset[str], phrases: frozenset[tuple[str, str]]) -> bool:
        return not (words.isdisjoint(self._around) and phrases.isdisjoint(pairwise(self._around)))
