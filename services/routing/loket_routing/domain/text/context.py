"""What takes the force out of a denial: it is asked, doubted, of the past, only said, or of what is allowed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile

from loket_routing.domain.text import denial_words, governing_words
from loket_routing.domain.text.words import Words

_BEFORE = 6
_LONGEST = 16


@dataclass(frozen=True)
class Context:
    """A denial in piece ``denial`` and the mention in pieces ``first`` to ``last`` that it reaches."""

    words: Words
    denial: int
    first: int
    last: int

    def lifted(self) -> bool:
        """Return whether nothing is left of the denial."""
        return self._limited() or self._doubled() or self._doubted() or self._asked() or self._past()

    def weakened(self) -> bool:
        """Return whether the denial is none that one can go by."""
        return (
            self._hedged()
            or self._conditional()
            or self._permitted()
            or self._experienced()
            or self._following in governing_words.HALF_LIMITERS
        )

    @cached_property
    def _sentence(self) -> tuple[int, int]:
        return self.words.sentence(self.first)

    @cached_property
    def _opening(self) -> list[str]:
        """The sentence before denial and mention, from the last "en" or "but" on."""
        place = min(self.denial, self.first)
        start = max(self._sentence[0], place - _LONGEST)
        opening: list[str] = []
        for piece in reversed(self.words.pieces[start:place]):
            if piece in denial_words.COORDINATORS:
                break
            opening.append(piece)
        return opening[::-1]

    @cached_property
    def _around(self) -> list[str]:
        """The sentence around denial and mention, up to the nearest "en" or "but" on either side."""
        place, end = min(self.denial, self.first), min(self._sentence[1], self.last + 1 + _LONGEST)
        around = [*self._opening, *self.words.pieces[place : self.last + 1]]
        for piece in self.words.pieces[self.last + 1 : end]:
            if piece in denial_words.COORDINATORS:
                break
            around.append(piece)
        return around

    @cached_property
    def _pairs(self) -> set[tuple[str, str]]:
        return set(pairwise(self._around))

    @cached_property
    def _denial(self) -> str:
        return self.words.pieces[self.denial] if self.denial < len(self.words.pieces) else ""

    @cached_property
    def _between(self) -> Sequence[str]:
        return self.words.pieces[self.denial + 1 : self.first]

    @cached_property
    def _following(self) -> str:
        return self._between[0] if self._between else ""

    def _limited(self) -> bool:
        """Return whether the denial is of less than the matter: not always, No 428/2009."""
        if self._denial in denial_words.DETERMINERS:
            return self._following.isdigit()
        return self._following in governing_words.LIMITERS

    def _doubled(self) -> bool:
        """Return whether another denial takes this one back: not without, nobody excludes."""
        if self._rules_out:
            return not (denial_words.DENIALS | denial_words.HARDLY).isdisjoint(self._opening)
        if self._denial in denial_words.WITHOUT:
            return not denial_words.DENIALS.isdisjoint(takewhile(lambda piece: piece != ",", reversed(self._opening)))
        return not denial_words.WITHOUT.isdisjoint(self._opening)

    @cached_property
    def _rules_out(self) -> bool:
        pieces = self.words.pieces[self.denial : self.denial + 2]
        return tuple(pieces[:1]) in denial_words.RULING_OUT or tuple(pieces) in denial_words.RULING_OUT

    def _doubted(self) -> bool:
        """Return whether the denial itself is in doubt: "of er geen", "al dan niet", "cannot say that no"."""
        start = self._sentence[0]
        if tuple(self.words.pieces[max(self.denial - 2, start) : self.denial]) in denial_words.EITHER_WAY:
            return True
        place = min(self.denial, self.first)
        return any(self._opens_doubt(each) for each in range(max(place - _BEFORE, start), place))

    def _opens_doubt(self, place: int) -> bool:
        """Return whether a clause opens at ``place`` that leaves open what it says: whether, of er, not ... that."""
        pieces, start = self.words.pieces, self._sentence[0]
        if pieces[place] in denial_words.THAT:
            return not denial_words.DOUBTS.isdisjoint(pieces[max(place - _BEFORE, start) : place])
        opens = pieces[place] == "of" and pieces[place + 1] in denial_words.SUBJECTS
        return pieces[place] == "whether" or opens

    def _asked(self) -> bool:
        """Return whether the denial only asks: "Geldt er geen embargo?" leaves it open."""
        start, end = self._sentence
        opening = self.words.pieces[start : min(self.denial, self.first)]
        return (
            end < len(self.words.pieces)
            and self.words.pieces[end] == "?"
            and bool(opening)
            and opening[0] in denial_words.ASKING
            and (denial_words.CLAUSES - denial_words.THAT).isdisjoint(opening[1:])
            and self._denial not in denial_words.WITHOUT
            and (self._denial in denial_words.NO or self.first - self.denial > 1)
        )

    def _past(self) -> bool:
        """Return whether it is what was that is denied."""
        if self._denial in denial_words.WITHOUT:
            return False
        before = self.words.pieces[self.denial - 1] if self.denial else ""
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
            one in governing_words.CONDITIONS and other in denial_words.SUBJECTS | denial_words.DETERMINERS
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
        """Return whether it has never been, which leaves open what comes: we have never."""
        have = not governing_words.PERFECT.isdisjoint((*self._opening[-4:], *self._between[:1]))
        return self._denial in governing_words.NEVER and have

    def _holds(self, words: Iterable[str], phrases: Iterable[tuple[str, str]]) -> bool:
        return not (frozenset(words).isdisjoint(self._around) and frozenset(phrases).isdisjoint(self._pairs))
