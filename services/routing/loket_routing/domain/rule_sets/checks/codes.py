"""Every code in a rule set exists, and stands where it can hold."""

from collections.abc import Iterator, Mapping

from loket_policy import code_lists
from loket_routing.domain.facts import ANY
from loket_routing.domain.rule_sets.checks.places import conditions_of
from loket_routing.domain.rule_sets.conditions import leaves
from loket_routing.domain.rule_sets.faults import Fault, Place, brief, fault
from loket_routing.domain.rule_sets.grounds import means_a_country
from loket_routing.domain.rule_sets.rule_set import RuleSet

_NOT_ON_THE_FORM = frozenset({"words", "signal", "legal-regime"})


def form_codes() -> dict[str, frozenset[str]]:
    """Return the codes that a form can give, by the name of the condition that asks for them."""
    return {
        "topic": frozenset(code.code for code in code_lists.topics()),
        "field": frozenset(code.code for code in code_lists.fields()),
        "partner-type": frozenset(code.code for code in code_lists.partner_types()),
        "institution-kind": frozenset(code.code for code in code_lists.institution_kinds()),
        "kind": frozenset({"question", "incident"}),
        "language": frozenset({"nl", "en"}),
    }


def known_codes_only(rule_set: RuleSet) -> Iterator[Fault]:
    """Find codes that don't exist, and leaves that can't hold where they stand."""
    known = form_codes() | {
        "legal-regime": frozenset((ANY, *(regime.code for regime in rule_set.regimes))),
        "words": frozenset(category.code for category in rule_set.lexicon.categories),
        "signal": frozenset(signal.code for signal in rule_set.signals),
    }
    for place, condition in conditions_of(rule_set):
        for name, codes in leaves(condition):
            yield from _misplaced(place, name)
            yield from _unknown(place, known, name, codes)
    yield from _unknown(Place(path=("left-to-fallback",)), known, "topic", rule_set.left_to_fallback)
    yield from _unknown(Place(path=("doubt", "signals")), known, "signal", rule_set.doubt.signals)
    for service in rule_set.services:
        yield from _unknown(Place("service", service.signal), known, "signal", (service.signal,))
    for lens in rule_set.lenses:
        yield from _unknown(Place("lens", lens.signal), known, "signal", (lens.signal,))
        yield from _unknown(Place("lens", lens.signal), known, "topic", (lens.topic,))


def _unknown(place: Place, known: Mapping[str, frozenset[str]], name: str, codes: tuple[str, ...]) -> Iterator[Fault]:
    for code in sorted(set(codes) - known.get(name, frozenset(codes))):
        # What means a country is refused as that, with what to use instead.
        if not means_a_country(code, name):
            shown = brief(code)
            yield fault("unknown-code", place, f"'{name}' kent geen '{shown}'.", f"There is no {name} '{shown}'.")


def _misplaced(place: Place, name: str) -> Iterator[Fault]:
    if place.subject == "words":
        if name in _NOT_ON_THE_FORM:
            nl = "Alleen wat in het formulier staat steunt een woord, en niets dat daaruit volgt."
            yield fault(
                "not-on-the-form", place, nl, "A word is supported by what the form says, and by nothing that follows."
            )
    elif name == "words" and place.subject != "signal":
        nl = "Woorden tellen door het signaal dat zij geven; gebruik 'signal'."
        yield fault("words-outside-signals", place, nl, "Words count by the signal they give; use 'signal'.")
    if name == "legal-regime" and place.subject in {"signal", "regime"}:
        yield fault(
            "regime-too-early",
            place,
            "Een wettelijk regime volgt uit signalen; alleen een lijn of een regel kan erop rusten.",
            "A legal regime follows from signals; only a line or a rule can rest on it.",
        )
