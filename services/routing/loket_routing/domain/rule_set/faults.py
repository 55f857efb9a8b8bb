"""Faults of a rule set: their place, and a sentence for its owner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loket_shared.contracts.texts import BilingualText

_LONGEST = 60

_SUBJECTS: Mapping[str, BilingualText] = {
    "set": BilingualText(nl="regelset", en="rule set"),
    "line": BilingualText(nl="lijn", en="line"),
    "rule": BilingualText(nl="regel", en="rule"),
    "signal": BilingualText(nl="signaal", en="signal"),
    "regime": BilingualText(nl="wettelijk regime", en="legal regime"),
    "words": BilingualText(nl="woorden", en="words"),
    "service": BilingualText(nl="dienst bij signaal", en="service on signal"),
    "lens": BilingualText(nl="lezing bij signaal", en="lens on signal"),
    "topic": BilingualText(nl="onderwerp", en="topic"),
}
_PARTS: Mapping[str, BilingualText] = {
    "when": BilingualText(nl="voorwaarde", en="condition"),
    "then": BilingualText(nl="gevolgen", en="effects"),
    "reason": BilingualText(nl="reden", en="reason"),
    "otherwise": BilingualText(nl="reden waarom niet", en="reason why not"),
    "covers": BilingualText(nl="dekking", en="coverage"),
    "territory": BilingualText(nl="gebied", en="territory"),
    "source": BilingualText(nl="bron", en="source"),
    "lexicon": BilingualText(nl="woordenlijst", en="lexicon"),
    "precedence": BilingualText(nl="voorrang", en="precedence"),
    "doubt": BilingualText(nl="twijfel", en="doubt"),
}


def brief(value: object) -> str:
    """Return ``value`` for a quotation in a sentence: one line of at most 60 characters."""
    text = " ".join(str(value)[: 4 * _LONGEST].encode("utf-8", "replace").decode().split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


@dataclass(frozen=True)
class RuleSetPlace:
    """A place in a rule set: a subject such as the rule ``3-service``, and the keys that lead into it."""

    subject: str = "set"
    name: str = ""
    path: tuple[str, ...] = ()

    @property
    def words(self) -> BilingualText:
        """The place in the rule owner's terms: ``rule 3-service, condition``."""
        return BilingualText(nl=self._in("nl"), en=self._in("en"))

    def _in(self, language: str) -> str:
        subject = f"{getattr(_SUBJECTS[self.subject], language)} {brief(self.name)}".strip()
        return ", ".join((subject, *(_part(key, language) for key in self.path)))


@dataclass(frozen=True)
class Position:
    """A place in the text of a document; both numbers count from 1."""

    line: int
    column: int

    @property
    def words(self) -> BilingualText:
        """The place as a text."""
        return BilingualText(nl=f"regel {self.line}, kolom {self.column}", en=f"line {self.line}, column {self.column}")


@dataclass(frozen=True)
class RuleSetFault:
    """A fault because of which a rule set is refused; ``code`` is stable, for programs."""

    code: str
    place: RuleSetPlace | Position
    sentence: BilingualText

    @property
    def words(self) -> BilingualText:
        """The place and the sentence in one."""
        place, sentence = self.place.words, self.sentence
        return BilingualText(nl=f"{place.nl}: {sentence.nl}", en=f"{place.en}: {sentence.en}")

    def __str__(self) -> str:
        return self.words.en


class RuleSetError(Exception):
    """A document is not a usable rule set; ``faults`` have the places and reasons."""

    def __init__(self, faults: tuple[RuleSetFault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def fault(code: str, place: RuleSetPlace | Position, nl: str, en: str) -> RuleSetFault:
    """Return a fault with its sentence in both languages."""
    return RuleSetFault(code, place, BilingualText(nl=nl, en=en))


def _part(key: str, language: str) -> str:
    known = _PARTS.get(key)
    return getattr(known, language) if known else f"'{brief(key)}'"


_NAMED = {
    "lines": ("line", "number"),
    "rules": ("rule", "id"),
    "signals": ("signal", "code"),
    "regimes": ("regime", "code"),
    "categories": ("words", "code"),
    "services": ("service", "signal"),
    "lenses": ("lens", "signal"),
}

_MOST_KEYS = 3
"""The number of keys of a path that are shown; the path of a nested condition is longer than anybody reads."""


def place_of(path: Sequence[str | int], document: object) -> RuleSetPlace:
    """Return the place of the value at ``path`` in ``document``, under the name of the part that contains it."""
    place, keys, current = RuleSetPlace(), list[str](), document
    for number, step in enumerate(path):
        current = _inside(current, step)
        collection = path[number - 1] if number else None
        if isinstance(step, int) and collection in _NAMED:
            subject, key = _NAMED[str(collection)]
            place, keys = RuleSetPlace(subject, _name_of(current, key, step)), []
        elif isinstance(step, str):
            keys.append(step)
    return RuleSetPlace(
        place.subject, place.name, tuple(keys if len(keys) <= _MOST_KEYS else [keys[0], *keys[1 - _MOST_KEYS :]])
    )


def _inside(current: object, step: str | int) -> Any:
    if isinstance(current, Mapping):
        return current.get(step)
    fits = isinstance(current, list | tuple) and isinstance(step, int) and step < len(current)
    return current[step] if fits else None  # type: ignore[index]


def _name_of(item: object, key: str, number: int) -> str:
    name = item.get(key) if isinstance(item, Mapping) else None
    return str(name) if isinstance(name, str) or (type(name) is int and abs(name) < 10**9) else f"#{number + 1}"
