"""Other spellings of a term: older and foreign ones, and typing errors."""

import re
from collections.abc import Iterable, Iterator

_SHORTEST = 8
_SHORTEST_SLIPPED = 8
_KEY = 4
_MOST_SUGGESTIONS = 3
_REMEMBERED = 20_000
# Places where c and k sound alike, so that older Dutch exchanges them: electronica, produktie.
_ALIKE = re.compile(r"(?<!c)k|c(?![heiyk])")
_BRITISH_AND_AMERICAN = (
    *(
        ("isation", "ization"),
        ("ise", "ize"),
        ("our", "or"),
        ("ence", "ense"),
        ("fibre", "fiber"),
        ("centre", "center"),
    ),
    *(("licence", "license"), ("programme", "program"), ("lling", "ling"), ("sulph", "sulf"), ("analys", "analyz")),
)


def spellings(pattern: str, language: str) -> Iterator[str]:
    """Yield the spellings of ``pattern``, itself first."""
    yield pattern
    if len(pattern) < _SHORTEST:
        return
    if language == "en":
        for pair in _BRITISH_AND_AMERICAN:
            yield from (pattern.replace(one, other) for one, other in (pair, pair[::-1]) if one in pattern)
        return
    places = [found.start() for found in _ALIKE.finditer(pattern)]
    for changed in (*([place] for place in places), places):
        yield "".join(_other(letter) if place in changed else letter for place, letter in enumerate(pattern))


def _other(letter: str) -> str:
    return "c" if letter == "k" else "k"


class TypoIndex:
    """Finds the long words of a lexicon with one typing error: a letter missing, added, wrong or exchanged.

    A typing error leaves one half of a word intact, and the words are indexed by that half. The first and the last
    letters of a word are seldom wrong, and another ending makes another word, so those must be right.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        split = [pattern.split() for pattern in patterns]
        words = {word for pieces in split for word in pieces if len(word) >= _SHORTEST_SLIPPED}
        # Only the last word of a term may be longer in the text.
        self._whole = words.difference(pieces[-1] for pieces in split)
        self._by_start: dict[str, list[str]] = {}
        self._by_middle: dict[str, list[str]] = {}
        for word in sorted(words):
            self._by_start.setdefault(word[:_KEY], []).append(word)
            # Two exchanged letters may be on either side of the middle.
            for middle in {word[_KEY : 2 * _KEY], word[_KEY + 1 : 2 * _KEY + 1]}:
                self._by_middle.setdefault(middle, []).append(word)
        # Most words of a text are common words that look like none of these.
        self._ordinary: set[str] = set()

    def mended(self, pieces: frozenset[str]) -> dict[str, tuple[str, ...]]:
        """Return the probable word for each piece that looks like a word of the lexicon and begins with none."""
        if self._ordinary.issuperset(pieces):
            return {}
        strange = pieces - self._ordinary
        found = {piece: self._find(piece) for piece in strange if len(piece) >= _SHORTEST_SLIPPED - 1}
        if len(self._ordinary) > _REMEMBERED:
            self._ordinary.clear()
        self._ordinary.update(piece for piece in strange if not found.get(piece))
        return {piece: meant for piece, meant in found.items() if meant}

    def _find(self, word: str) -> tuple[str, ...]:
        known = list(self._by_start.get(word[:_KEY], ()))
        for place in (_KEY - 1, _KEY, _KEY + 1):
            known += self._by_middle.get(word[place : place + _KEY], ())
        if any(map(word.startswith, known)):
            return ()
        ends = {one: _end_of_slipped(word, one) for one in known}
        meant = (one + word[end:] for one, end in ends.items() if end == len(word) or (end and one not in self._whole))
        return tuple(meant)[:_MOST_SUGGESTIONS]


def _end_of_slipped(word: str, meant: str) -> int:
    """Return the end of the beginning of ``word`` that is ``meant`` with one typing error; 0 if there is none."""
    same = next((place for place, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other), 0)
    if same < 2:
        return 0
    for left_out, put_in in ((1, 0), (0, 1), (1, 1)):
        end = len(meant) - left_out + put_in
        if word[same + put_in : end] == meant[same + left_out :]:
            return end if same + left_out < len(meant) - 1 else 0
    exchanged = word[same : same + 2] == meant[same : same + 2][::-1]
    return len(meant) if exchanged and word[same + 2 : len(meant)] == meant[same + 2 :] else 0
