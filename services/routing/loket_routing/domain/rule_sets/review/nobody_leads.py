"""Cases in which departments would contribute and nobody leads, so that no route can be decided."""

from collections.abc import Iterator

from loket_routing.domain.rule_sets.faults import Place
from loket_routing.domain.rule_sets.review.circuit import Atom
from loket_routing.domain.rule_sets.review.finding import Finding, finding, in_words
from loket_routing.domain.rule_sets.review.inquiry import Inquiry
from loket_routing.domain.rule_sets.review.world import Firing


def cases_without_a_lead(inquiry: Inquiry) -> Iterator[Finding]:
    """Find the rules that can name a department where no rule that fires names a lead.

    Both in what is asked, and in what the signals suggest where no topic shows the way.
    """
    cases = {**_suggested(inquiry), **_cases(inquiry, inquiry.asked.firings, [])}
    for one in inquiry.asked.firings:
        if one.place in cases:
            told = in_words(cases[one.place])
            yield finding(
                "nobody-leads",
                (one.place,),
                f"Regel {one.rule.id} laat meedenken waar geen regel een penvoerder noemt, "
                f"bijvoorbeeld bij: {told.nl}.",
                f"Rule {one.rule.id} lets departments contribute where no rule names a lead, "
                f"for example on: {told.en}.",
            )


def _suggested(inquiry: Inquiry) -> dict[Place, tuple[Atom, ...]]:
    # The signals are asked only where no line but the fallback has a lead.
    leads = (one for one in inquiry.asked.firings if one.rule.then.lead and one.line != inquiry.rule_set.fallback)
    undirected = [-one.fires for one in leads]
    found: dict[Place, tuple[Atom, ...]] = {}
    for given, world in inquiry.imagined():
        found |= _cases(inquiry, world.firings, [given, *undirected])
    return found


def _cases(inquiry: Inquiry, firings: tuple[Firing, ...], given: list[int]) -> dict[Place, tuple[Atom, ...]]:
    """Return by rule a case, among those where ``given`` hold, in which it names somebody and nobody leads."""
    nobody = [-one.fires for one in firings if one.rule.then.lead is not None]
    named = [one for one in firings if not one.rule.then.lead and (one.rule.then.contribute or one.rule.then.service)]
    models = {one.place: inquiry.example((one.place,), one.fires, *nobody, *given) for one in named}
    return {place: inquiry.circuit.true_atoms(model) for place, model in models.items() if model is not None}
