"""Checks that every code in a rule set exists, is allowed in its place, and names no country."""

from collections.abc import Iterator, Mapping

from loket_policy import code_lists
from loket_routing.domain.decide.facts import ANY
from loket_routing.domain.decide.matching.lexicon import Category
from loket_routing.domain.rule_set.conditions import leaves
from loket_routing.domain.rule_set.country_names import names_a_country, stands_in_a_name
from loket_routing.domain.rule_set.faults import RuleSetFault, RuleSetPlace, brief, fault
from loket_routing.domain.rule_set.forbidden_grounds import country_fault, means_a_country
from loket_routing.domain.rule_set.model import RuleSet

_NOT_ON_THE_FORM = frozenset({"words", "signal", "legal-regime"})


def form_codes() -> dict[str, frozenset[str]]:
    """Return the codes that a form can give, by the key of the condition that tests them."""
    return {
        "topic": frozenset(code.code for code in code_lists.topics()),
        "field": frozenset(code.code for code in code_lists.fields()),
        "partner-type": frozenset(code.code for code in code_lists.partner_types()),
        "institution-kind": frozenset(code.code for code in code_lists.institution_kinds()),
        "kind": frozenset({"question", "incident"}),
        "language": frozenset({"nl", "en"}),
    }


def find_unknown_codes(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find codes that don't exist, and leaves that can never hold in their place."""
    known = form_codes() | {
        "legal-regime": frozenset((ANY, *(regime.code for regime in rule_set.regimes))),
        "words": frozenset(category.code for category in rule_set.lexicon.categories),
        "signal": frozenset(signal.code for signal in rule_set.signals),
    }
    for place, condition in rule_set.conditions():
        for name, codes in leaves(condition):
            yield from _misplaced(place, name)
            yield from _unknown(place, known, name, codes)
    yield from _unknown(RuleSetPlace(path=("left-to-fallback",)), known, "topic", rule_set.left_to_fallback)
    yield from _unknown(RuleSetPlace(path=("doubt", "signals")), known, "signal", rule_set.doubt.signals)
    for service in rule_set.services:
        yield from _unknown(RuleSetPlace("service", service.signal), known, "signal", (service.signal,))
    for lens in rule_set.lenses:
        yield from _unknown(RuleSetPlace("lens", lens.signal), known, "signal", (lens.signal,))
        yield from _unknown(RuleSetPlace("lens", lens.signal), known, "topic", (lens.topic,))


def _unknown(
    place: RuleSetPlace, known: Mapping[str, frozenset[str]], name: str, codes: tuple[str, ...]
) -> Iterator[RuleSetFault]:
    for code in sorted(set(codes) - known.get(name, frozenset(codes))):
        # A code of a country gets its own fault, which names the alternative.
        if not means_a_country(code, name):
            shown = brief(code)
            yield fault("unknown-code", place, f"'{name}' kent geen '{shown}'.", f"There is no {name} '{shown}'.")


def _misplaced(place: RuleSetPlace, name: str) -> Iterator[RuleSetFault]:
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


def find_misordered_signals(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find signals that depend on themselves, or on a later signal."""
    earlier: set[str] = set()
    for signal in rule_set.signals:
        later = {code for name, codes in leaves(signal.when) if name == "signal" for code in codes} - earlier
        if later:
            yield fault(
                "signal-out-of-order",
                RuleSetPlace("signal", signal.code, ("when",)),
                "Een signaal bouwt alleen voort op signalen die ervoor staan.",
                "A signal builds only on signals that stand before it.",
            )
        earlier.add(signal.code)


def find_named_countries(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find countries and nationalities in conditions, in the codes of signals and words, and among the terms."""
    for place, condition in rule_set.conditions():
        for name, codes in leaves(condition):
            yield from (country_fault(place, code) for code in codes if means_a_country(code, name))
    for signal in rule_set.signals:
        if means_a_country(signal.code):
            yield country_fault(RuleSetPlace("signal", signal.code), signal.code)
    for category in rule_set.lexicon.categories:
        place = RuleSetPlace("words", category.code)
        yield from (country_fault(place, word) for word in _words(category) if _is_a_country(word))


def _words(category: Category) -> Iterator[str]:
    yield category.code
    yield from (term for concept in category.lists if concept is not category.besides for term in concept.terms())


def _is_a_country(term: str) -> bool:
    core = term.strip().strip("=*+")
    begins, ends = not term.startswith("*"), not term.endswith("*")
    return names_a_country(core) or (not (begins and ends) and stands_in_a_name(core, first=begins, last=ends))
