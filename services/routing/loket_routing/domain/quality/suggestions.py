"""What the figures of a period suggest for the recalibration of the rules; the rule owner decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from loket_routing.domain.quality.figures import Quality, RuleFigures
from loket_routing.domain.quality.thresholds import Thresholds
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.wording.names import Names
from loket_routing.domain.wording.rerouting import difference_in_words
from loket_routing.domain.wording.texts import filled, plain, quoted
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText

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
    """Something to look at; it happened ``times`` out of ``out_of``, and ``text`` says what, in both languages."""

    kind: SuggestionKind
    about: str
    times: int
    out_of: int
    share: float = Field(ge=0, le=1)
    text: BilingualText


@dataclass(frozen=True)
class _Look:
    """What suggestions are made from."""

    quality: Quality
    rule_set: RuleSet
    thresholds: Thresholds
    names: Names

    def enough(self, times: int, out_of: int, share: float) -> bool:
        """Say whether it happened in enough cases, and often enough."""
        return out_of >= self.thresholds.least_cases and times >= share * out_of


def suggest(quality: Quality, rule_set: RuleSet, thresholds: Thresholds, on: date) -> tuple[Suggestion, ...]:
    """Return what ``quality`` suggests about ``rule_set``, which is in force, in the order of the kinds above.

    Only what is in ``quality`` is told of, so what a reader may not know is in no suggestion. Departments
    are named as on the day ``on``.
    """
    look = _Look(quality, rule_set, thresholds, Names.of(rule_set, on))
    return tuple(suggestion for search in _SEARCHES for suggestion in search(look))


def _overridden(look: _Look) -> Iterator[Suggestion]:
    for rule in _present(look):
        if rule.into and look.enough(rule.overridden, rule.fired, look.thresholds.overridden):
            into = difference_in_words(rule.into[0].change, look.names.on)
            about = plain(rule.id)
            yield _suggestion("rule-often-overridden", rule.id, about, rule.overridden, rule.fired, into)


def _never_fired(look: _Look) -> Iterator[Suggestion]:
    if look.quality.questions >= look.thresholds.least_questions:
        for rule in _present(look):
            if not rule.fired:
                yield _suggestion("rule-never-fired", rule.id, plain(rule.id), 0, look.quality.questions)


def _needlessly_doubted(look: _Look) -> Iterator[Suggestion]:
    for rule in _present(look):
        if look.enough(rule.doubted_confirmed, rule.doubted, look.thresholds.doubt_confirmed):
            about = plain(rule.id)
            yield _suggestion("doubt-always-confirmed", rule.id, about, rule.doubted_confirmed, rule.doubted)


def _contradicted(look: _Look) -> Iterator[Suggestion]:
    for signal in look.quality.signals:
        if look.enough(signal.contradicted, signal.given, look.thresholds.contradicted):
            about = quoted(look.names.code("signal", signal.signal))
            yield _suggestion("signal-often-contradicted", signal.signal, about, signal.contradicted, signal.given)


def _undirected(look: _Look) -> Iterator[Suggestion]:
    for topic in look.quality.topics:
        if look.enough(topic.undirected, topic.asked, look.thresholds.undirected):
            about = quoted(look.names.code("topic", topic.topic))
            yield _suggestion("topic-undirected", topic.topic, about, topic.undirected, topic.asked)


def _present(look: _Look) -> Iterator[RuleFigures]:
    """Yield the figures of rules that are still there."""
    present = {rule.id for line in look.rule_set.lines for rule in line.rules}
    return (rule for rule in look.quality.rules if rule.id in present)


def _suggestion(
    kind: SuggestionKind, code: str, about: BilingualText, times: int, out_of: int, into: BilingualText | None = None
) -> Suggestion:
    said = {"times": plain(str(times)), "out_of": plain(str(out_of)), "into": into or plain("")}
    text = filled(_TEXTS[kind], about=about, **said)
    return Suggestion(kind=kind, about=code, times=times, out_of=out_of, share=round(times / out_of, 3), text=text)


_SEARCHES: tuple[Callable[[_Look], Iterator[Suggestion]], ...] = (
    _overridden,
    _never_fired,
    _needlessly_doubted,
    _contradicted,
    _undirected,
)
