"""Suggestions for the recalibration of the rules, from the figures of a period; the rule owner decides."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Literal

from pydantic import Field

from loket_routing.domain.bilingual import fill, plain, quote
from loket_routing.domain.presentation.explain import describe_route_change
from loket_routing.domain.presentation.label_lookup import LabelLookup
from loket_routing.domain.quality.figures import Quality, RuleFigures
from loket_routing.domain.rule_set.frozen_model import FrozenModel, Share
from loket_routing.domain.rule_set.model import RuleSet
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText


class Thresholds(FrozenModel):
    """The numbers behind the suggestions.

    ``least_cases``: fewer cases give no share. ``least_questions``: among fewer questions a rule may well not fire. The
    others are shares: of routes overridden, of doubted routes confirmed, of signals contradicted, of questions on a
    topic that end with the front office although no rule says so.
    """

    least_cases: int = Field(strict=True, ge=1)
    least_questions: int = Field(strict=True, ge=1)
    overridden: Share
    doubt_confirmed: Share
    contradicted: Share
    undirected: Share


SuggestionKind = Literal[
    "rule-often-overridden",
    "rule-never-fired",
    "doubt-always-confirmed",
    "signal-often-contradicted",
    "topic-undirected",
]

_TEXTS: dict[SuggestionKind, BilingualText] = {
    "rule-often-overridden": BilingualText(
        nl="De route van regel {about} wordt vaak met de hand veranderd: {times} van de {out_of} keer, meestal zo: "
        "{into}. Klopt de regel nog?",
        en="The route of rule {about} is often changed by hand: {times} out of {out_of} times, mostly so: {into}. "
        "Does the rule still hold?",
    ),
    "rule-never-fired": BilingualText(
        nl="Regel {about} gold bij geen van de {out_of} vragen. Is de regel nog nodig, of is de voorwaarde te nauw?",
        en="Rule {about} held for none of the {out_of} questions. Is it still needed, or is its condition too narrow?",
    ),
    "doubt-always-confirmed": BilingualText(
        nl="Bij regel {about} twijfelt de routering, maar het loket bevestigt: {times} van de {out_of} keer. "
        "Kan de zekerheid hoger, of de grens lager?",
        en="On rule {about} the routing is in doubt, yet the front office confirms: {times} out of {out_of} times. "
        "Can the confidence be higher, or the threshold lower?",
    ),
    "signal-often-contradicted": BilingualText(
        nl="De tekst spreekt signaal {about} vaak ook tegen: {times} van de {out_of} keer. Kloppen de woorden nog?",
        en="The text often also denies the signal {about}: {times} out of {out_of} times. Do its words still fit?",
    ),
    "topic-undirected": BilingualText(
        nl="Vragen over {about} eindigen vaak bij het loket, zonder regel die dat zegt: {times} van de {out_of} keer. "
        "Is er een regel nodig?",
        en="Questions on {about} often end with the front office, with no rule that says so: {times} out of {out_of} "
        "times. Is a rule needed?",
    ),
}


class Suggestion(WireModel):
    """A suggestion; its ``text`` describes something that happened ``times`` out of ``out_of``."""

    kind: SuggestionKind
    about: str
    times: int
    out_of: int
    share: float = Field(ge=0, le=1)
    text: BilingualText


@dataclass(frozen=True)
class _Input:
    """The input of the suggestions."""

    quality: Quality
    rule_set: RuleSet
    thresholds: Thresholds
    names: LabelLookup

    def enough(self, times: int, out_of: int, share: float) -> bool:
        """Return whether the number of cases and the share are large enough."""
        return out_of >= self.thresholds.least_cases and times >= share * out_of


def suggest(quality: Quality, rule_set: RuleSet, thresholds: Thresholds, on: date) -> tuple[Suggestion, ...]:
    """Return the suggestions of ``quality`` about ``rule_set``, which is in force, in the order of the kinds above.

    They rest on ``quality`` alone, so they reveal nothing beyond its figures. Departments are named
    as on the day ``on``.
    """
    data = _Input(quality, rule_set, thresholds, LabelLookup.of(rule_set, on))
    return tuple(suggestion for search in _SEARCHES for suggestion in search(data))


def _overridden(data: _Input) -> Iterator[Suggestion]:
    for rule in _present(data):
        if rule.into and data.enough(rule.overridden, rule.fired, data.thresholds.overridden):
            into = describe_route_change(rule.into[0].change, data.names.on)
            about = plain(rule.id)
            yield _suggestion("rule-often-overridden", rule.id, about, rule.overridden, rule.fired, into)


def _never_fired(data: _Input) -> Iterator[Suggestion]:
    if data.quality.questions >= data.thresholds.least_questions:
        for rule in _present(data):
            if not rule.fired:
                yield _suggestion("rule-never-fired", rule.id, plain(rule.id), 0, data.quality.questions)


def _needlessly_doubted(data: _Input) -> Iterator[Suggestion]:
    for rule in _present(data):
        if data.enough(rule.doubted_confirmed, rule.doubted, data.thresholds.doubt_confirmed):
            about = plain(rule.id)
            yield _suggestion("doubt-always-confirmed", rule.id, about, rule.doubted_confirmed, rule.doubted)


def _contradicted(data: _Input) -> Iterator[Suggestion]:
    for signal in data.quality.signals:
        if data.enough(signal.contradicted, signal.given, data.thresholds.contradicted):
            about = quote(data.names.code("signal", signal.signal))
            yield _suggestion("signal-often-contradicted", signal.signal, about, signal.contradicted, signal.given)


def _undirected(data: _Input) -> Iterator[Suggestion]:
    for topic in data.quality.topics:
        if data.enough(topic.undirected, topic.asked, data.thresholds.undirected):
            about = quote(data.names.code("topic", topic.topic))
            yield _suggestion("topic-undirected", topic.topic, about, topic.undirected, topic.asked)


def _present(data: _Input) -> Iterator[RuleFigures]:
    """Yield the figures of rules that still exist."""
    present = {rule.id for rule in data.rule_set.rules}
    return (rule for rule in data.quality.rules if rule.id in present)


def _suggestion(
    kind: SuggestionKind, code: str, about: BilingualText, times: int, out_of: int, into: BilingualText | None = None
) -> Suggestion:
    said = {"times": plain(str(times)), "out_of": plain(str(out_of)), "into": into or plain("")}
    text = fill(_TEXTS[kind], about=about, **said)
    return Suggestion(kind=kind, about=code, times=times, out_of=out_of, share=round(times / out_of, 3), text=text)


_SEARCHES: tuple[Callable[[_Input], Iterator[Suggestion]], ...] = (
    _overridden,
    _never_fired,
    _needlessly_doubted,
    _contradicted,
    _undirected,
)

_FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@])|^(?=[\t\r\n])")
"""The places where a spreadsheet may see a formula begin: the start of a cell, or after a separator."""

_HEADER = ("kind", "about", "times", "outOf", "share", "textNl", "textEn")


def suggestions_as_csv(suggestions: Iterable[Suggestion]) -> str:
    """Return the suggestions as CSV (RFC 4180) that a spreadsheet opens without running formulas."""
    rows = (
        (each.kind, each.about, each.times, each.out_of, each.share, each.text.nl, each.text.en) for each in suggestions
    )
    return _table((_HEADER, *rows))


def _table(rows: Iterable[Iterable[object]]) -> str:
    written = StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([_guarded(cell) for cell in row] for row in rows)
    return written.getvalue()


def _guarded(value: object) -> object:
    """Return a cell that no spreadsheet runs as a formula: the texts of a rule set may come from anybody."""
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value
