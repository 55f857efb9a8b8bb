"""Finds what a rule set is not refused for, but its owner should know of.

Those are rules that never fire, or that another hides or contradicts, cases without a lead, and topics without a rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from loket_routing.domain.rule_set.check.codes import form_codes
from loket_routing.domain.rule_set.faults import RuleSetPlace
from loket_routing.domain.rule_set.review.formula import FALSE, TRUE, Atom
from loket_routing.domain.rule_set.review.prover import Firing, Prover, RuleEncoding
from loket_shared.contracts.texts import BilingualText

_SHOWN = {
    "topic": BilingualText(nl="onderwerp", en="topic"),
    "field": BilingualText(nl="vakgebied", en="field"),
    "partner-type": BilingualText(nl="soort partner", en="kind of partner"),
    "institution-kind": BilingualText(nl="soort instelling", en="kind of institution"),
    "legal-regime": BilingualText(nl="wettelijk regime", en="legal regime"),
    "words": BilingualText(nl="woorden", en="words"),
    "needed-in-days": BilingualText(nl="antwoord nodig binnen dagen:", en="answer needed within days:"),
}


@dataclass(frozen=True)
class Finding:
    """A finding about rules or topics; ``code`` is stable, for programs."""

    code: str
    places: tuple[RuleSetPlace, ...]
    sentence: BilingualText

    def __str__(self) -> str:
        return f"{', '.join(place.words.en for place in self.places)}: {self.sentence.en}"


def finding(code: str, places: tuple[RuleSetPlace, ...], nl: str, en: str) -> Finding:
    """Return a finding with its sentence in both languages."""
    return Finding(code, places, BilingualText(nl=nl, en=en))


def _describe_case(atoms: tuple[Atom, ...]) -> BilingualText:
    """Return an example case as a text; kind, language and absent facts are left out."""
    told = [(_SHOWN[name], code) for name, code in sorted(atoms) if name in _SHOWN]
    return BilingualText(
        nl=", ".join(f"{name.nl} {code}" for name, code in told) or "elke vraag",
        en=", ".join(f"{name.en} {code}" for name, code in told) or "any question",
    )


def find_rules_that_never_fire(prover: Prover) -> Iterator[Finding]:
    """Find the rules that fire in no case."""
    for one in prover.encoding.firings:
        if prover.is_impossible((one.place,), one.fires):
            yield finding(
                "never-fires",
                (one.place,),
                f"Regel {one.rule.id} kan nooit gelden: wat de lijn en de regel vragen, gaat niet samen.",
                f"Rule {one.rule.id} can never fire: what its line and the rule itself ask for can't be together.",
            )


def find_hidden_rules(prover: Prover) -> Iterator[Finding]:
    """Find the rules that can be removed without a change of any route; of two equal rules, the later one."""
    order = {firing.rule.id: place for place, firing in enumerate(prover.encoding.firings)}
    found: set[str] = set()
    for one, other in _never_apart(prover):
        earlier = order[other.rule.id] < order[one.rule.id]
        if one.rule.id in found or not _hides(prover, other, one, earlier=earlier):
            continue
        if earlier or not _hides(prover, one, other, earlier=True):
            found.add(one.rule.id)
            yield finding(
                "hidden",
                (one.place, other.place),
                f"Regel {one.rule.id} voegt nooit iets toe: regel {other.rule.id} geldt dan ook, en geeft hetzelfde.",
                f"Rule {one.rule.id} never adds anything: rule {other.rule.id} then fires too, and gives the same.",
            )


def _never_apart(prover: Prover) -> Iterator[tuple[Firing, Firing]]:
    """Yield pairs of rules of which the second fires in every known case in which the first does."""
    known = [(one, prover.cases(one.fires)) for one in prover.encoding.firings]
    return ((one, other) for (one, ours), (other, theirs) in permutations(known, 2) if not ours & ~theirs)


def _hides(prover: Prover, other: Firing, one: Firing, *, earlier: bool) -> bool:
    """Return whether ``other`` hides ``one``; ``earlier``: the other votes first."""
    places = (one.place, other.place)
    return (
        _gives(other, one)
        and (earlier or _only_adds_contributors(one))
        and not prover.is_impossible(places, one.fires)
        and prover.is_impossible(places, one.fires, -other.fires)
    )


def _gives(other: Firing, one: Firing) -> bool:
    theirs, ours = other.rule.then, one.rule.then
    return (
        set(ours.named) <= set(theirs.named)
        and (theirs.lead is not None or ours.lead is None)
        and (theirs.service is not None or ours.service is None)
        and (theirs.priority == "urgent" or ours.priority != "urgent")
        and (theirs.answer is not None or ours.answer is None)
        and (theirs.confirm is not None or ours.confirm is None)
    )


def _only_adds_contributors(one: Firing) -> bool:
    """Return whether the order of its vote can't matter: it names contributors only, and no lead or confirmation."""
    then = one.rule.then
    return bool(then.contribute or then.service) and not (then.lead or then.answer or then.confirm)


def find_contradictions(prover: Prover) -> Iterator[Finding]:
    """Find pairs of rules with different leads, and rules whose answer or priority another rule always overrides."""
    for one, other in combinations(prover.encoding.firings, 2):
        if one.line == other.line and _other_leads(one, other):
            yield from _leads(prover, one, other)
    for one, other in permutations(prover.encoding.firings, 2):
        if one.line == other.line:
            yield from _overruled(prover, one, other)


def _other_leads(one: Firing, other: Firing) -> bool:
    ours, theirs = one.rule.then.lead, other.rule.then.lead
    return ours is not None and theirs is not None and ours != theirs


def _leads(prover: Prover, one: Firing, other: Firing) -> Iterator[Finding]:
    places = (one.place, other.place)
    for narrow, wide in ((one, other), (other, one)):
        if _fires_with(prover, narrow, wide):
            yield finding(
                "contradiction",
                places,
                f"Telkens als regel {narrow.rule.id} {narrow.rule.then.lead} tot penvoerder maakt, "
                f"maakt regel {wide.rule.id} {wide.rule.then.lead} dat.",
                f"Whenever rule {narrow.rule.id} lets {narrow.rule.then.lead} lead, "
                f"rule {wide.rule.id} lets {wide.rule.then.lead} lead.",
            )
            return
    case = prover.example(places, one.fires, other.fires)
    if case is not None:
        told = _describe_case(prover.formulas.true_atoms(case))
        yield finding(
            "leads-collide",
            places,
            f"Beide regels kunnen tegelijk gelden en noemen een andere penvoerder, bijvoorbeeld bij: {told.nl}.",
            f"Both rules can fire at once and name another lead, for example on: {told.en}.",
        )


def _overruled(prover: Prover, one: Firing, other: Firing) -> Iterator[Finding]:
    ours, theirs = one.rule.then, other.rule.then
    answers_in_vain = ours.answer is not None and bool(theirs.named)
    waits_in_vain = ours.priority == "normal" and theirs.priority == "urgent"
    if (answers_in_vain or waits_in_vain) and _fires_with(prover, one, other):
        nl = "antwoordt het loket" if answers_in_vain else "is de prioriteit normaal"
        en = "the front office answers" if answers_in_vain else "the priority is normal"
        yield finding(
            "contradiction",
            (one.place, other.place),
            f"Volgens regel {one.rule.id} {nl}, maar telkens als die geldt, bepaalt regel {other.rule.id} iets anders.",
            f"By rule {one.rule.id} {en}, but whenever it fires, rule {other.rule.id} says otherwise.",
        )


def _fires_with(prover: Prover, one: Firing, other: Firing) -> bool:
    places = (one.place, other.place)
    return not prover.is_impossible(places, one.fires) and prover.is_impossible(places, one.fires, -other.fires)


def find_cases_without_a_lead(prover: Prover) -> Iterator[Finding]:
    """Find the rules that can name a department while no rule that fires names a lead.

    This covers the chosen topics, and the topics that signals suggest if no topic matches.
    """
    cases = {**_suggested(prover), **_cases(prover, prover.encoding.firings, [])}
    for one in prover.encoding.firings:
        if one.place in cases:
            told = _describe_case(cases[one.place])
            yield finding(
                "nobody-leads",
                (one.place,),
                f"Regel {one.rule.id} laat meedenken waar geen regel een penvoerder noemt, "
                f"bijvoorbeeld bij: {told.nl}.",
                f"Rule {one.rule.id} lets departments contribute where no rule names a lead, "
                f"for example on: {told.en}.",
            )


def _suggested(prover: Prover) -> dict[RuleSetPlace, tuple[Atom, ...]]:
    # Signals only matter if no line but the fallback has a lead.
    leads = (one for one in prover.encoding.firings if one.rule.then.lead and one.line != prover.rule_set.fallback)
    undirected = [-one.fires for one in leads]
    found: dict[RuleSetPlace, tuple[Atom, ...]] = {}
    for given, world in prover.read_by_hints():
        found |= _cases(prover, world.firings, [given, *undirected])
    return found


def _cases(prover: Prover, firings: tuple[Firing, ...], given: list[int]) -> dict[RuleSetPlace, tuple[Atom, ...]]:
    """Return for each rule a case with ``given`` in which the rule names a department and nobody leads."""
    nobody = [-one.fires for one in firings if one.rule.then.lead is not None]
    named = [one for one in firings if not one.rule.then.lead and (one.rule.then.contribute or one.rule.then.service)]
    models = {one.place: prover.example((one.place,), one.fires, *nobody, *given) for one in named}
    return {place: prover.formulas.true_atoms(model) for place, model in models.items() if model is not None}


def find_topics_without_a_rule(prover: Prover) -> Iterator[Finding]:
    """Find the topics without effect: every rule that fires with the topic also fires without it."""
    without = RuleEncoding(prover.formulas, prover.rule_set, lambda _: FALSE).topical
    for topic in sorted(form_codes()["topic"] - set(prover.rule_set.left_to_fallback)):
        place = RuleSetPlace("topic", topic)
        pairs = zip(_alone(prover, topic), without, strict=True)
        if not any(_counts(prover, place, one, other) for one, other in pairs):
            yield finding(
                "topic-without-rule",
                (place,),
                f"Geen regel gaat over het onderwerp '{topic}'.",
                f"No rule is about the topic '{topic}'.",
            )


def _alone(prover: Prover, topic: str) -> tuple[Firing, ...]:
    return RuleEncoding(prover.formulas, prover.rule_set, lambda code: TRUE if code == topic else FALSE).topical


def _counts(prover: Prover, place: RuleSetPlace, with_topic: Firing, without: Firing) -> bool:
    return not prover.is_impossible((place,), with_topic.fires, -without.fires)
