"""Builds the values of a document from what a YAML parser reads in it, one event at a time.

Nothing here calls itself, so that no document can exhaust the stack, and values that an alias repeats
are counted as often as they stand there.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from loket_routing.domain.rule_sets.faults import Position, RuleSetError, brief, fault

_DEEPEST = 60
_MOST_VALUES = 200_000


@dataclass
class _Open:
    """A list or mapping that is still being read; a mapping may wait for the value of ``key``."""

    values: dict[Any, Any] | list[Any]
    anchor: str | None
    place: Position
    size: int = 1
    key: tuple[str] | None = None


@dataclass
class Builder:
    """Takes events, and holds the document when all are taken."""

    document: Any = None
    _open: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _loader: yaml.SafeLoader = field(default_factory=lambda: yaml.SafeLoader(""))
    _documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event.

        Raises:
            RuleSetError: the document goes beyond what a rule set needs.
        """
        place = position(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(place)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event, place)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, place)
            self._keep(event.anchor, value, 1)
            self._add(value, 1, place)
        elif isinstance(event, yaml.AliasEvent):
            self._repeat(event.anchor, place)

    def _begin_document(self, place: Position) -> None:
        self._documents += 1
        if self._documents > 1:
            nl = "Een regelset is één document; hier begint een tweede."
            raise _refused("two-documents", place, nl, "A rule set is one document; here a second one begins.")

    def _begin(self, event: yaml.CollectionStartEvent, place: Position) -> None:
        _untagged(event.tag, place)
        if len(self._open) == _DEEPEST:
            raise _refused("too-deep", place, "Dit zit te diep genest.", "This is nested too deeply.")
        values: dict[Any, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self._open and self._awaits_a_key(self._open[-1]):
            raise _no_key(place)
        self._open.append(_Open(values, event.anchor, place))

    def _end(self) -> None:
        done = self._open.pop()
        self._keep(done.anchor, done.values, done.size)
        self._add(done.values, done.size, done.place)

    def _repeat(self, anchor: str | None, place: Position) -> None:
        if anchor is None or anchor not in self._anchors:
            nl = f"Het anker '{brief(anchor)}' staat niet hiervoor."
            raise _refused("unknown-anchor", place, nl, f"The anchor '{brief(anchor)}' doesn't stand before this.")
        self._add(*self._anchors[anchor], place)

    def _add(self, value: Any, size: int, place: Position) -> None:
        if not self._open:
            self.document = value
            return
        into = self._open[-1]
        into.size += size
        if into.size > _MOST_VALUES:
            nl = f"Met alles wat herhaald wordt, zijn dit meer dan {_MOST_VALUES} waarden."
            en = f"With all that is repeated, these are more than {_MOST_VALUES} values."
            raise _refused("too-large", place, nl, en)
        if isinstance(into.values, list):
            into.values.append(value)
        elif into.key is None:
            into.key = (_fresh_key(into.values, value, place),)
        else:
            into.values[into.key[0]], into.key = value, None

    def _keep(self, anchor: str | None, value: Any, size: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (value, size)

    def _awaits_a_key(self, opened: _Open) -> bool:
        return isinstance(opened.values, dict) and opened.key is None

    def _scalar(self, event: yaml.ScalarEvent, place: Position) -> Any:
        _untagged(event.tag, place)
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        if tag == "tag:yaml.org,2002:str":
            return event.value
        try:
            return self._loader.construct_object(yaml.ScalarNode(tag, event.value))
        except (ValueError, yaml.YAMLError) as error:
            nl = f"'{brief(event.value)}' is geen getal of datum; bedoelt u tekst, gebruik dan aanhalingstekens."
            en = f"'{brief(event.value)}' is no number or date; if text is meant, use quotation marks."
            raise _refused("not-a-value", place, nl, en) from error


def position(mark: Any) -> Position:
    """Return the place of a parser's mark; the beginning where it has none."""
    return Position(1, 1) if mark is None else Position(mark.line + 1, mark.column + 1)


def _untagged(tag: str | None, place: Position) -> None:
    if tag is not None:
        nl = f"Een soort opgeven ('{brief(tag)}') kan hier niet."
        raise _refused("tagged", place, nl, f"Giving a type ('{brief(tag)}') can't be done here.")


def _fresh_key(values: dict[Any, Any], key: Any, place: Position) -> str:
    if not isinstance(key, str):
        raise _no_key(place)
    if key in values:
        nl = f"De sleutel '{brief(key)}' staat hier twee keer."
        raise _refused("key-twice", place, nl, f"The key '{brief(key)}' stands here twice.")
    return key


def _no_key(place: Position) -> RuleSetError:
    nl = "Een sleutel is tekst; zet een getal, een datum of ja en nee tussen aanhalingstekens."
    en = "A key is text; put a number, a date, or yes and no in quotation marks."
    return _refused("no-key", place, nl, en)


def _refused(code: str, place: Position, nl: str, en: str) -> RuleSetError:
    return RuleSetError((fault(code, place, nl, en),))
