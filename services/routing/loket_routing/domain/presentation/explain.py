"""Explains a redacted decision, or the change of a route, in plain sentences."""

from collections.abc import Iterator, Mapping
from datetime import date

from loket_policy.covert import LOOKED_AT_BY_MINISTRIES
from loket_routing.domain.bilingual import concatenate, fill, format_share, join_texts
from loket_routing.domain.decide.decision import Decision, ReasonedRule
from loket_routing.domain.decide.redact import ReaderKind
from loket_routing.domain.departments import department_name, front_office
from loket_routing.domain.presentation.grounds import NO_TEXTS, describe_grounds
from loket_shared.contracts.shared_parts import RankedRoute, Route, RouteDifference, RoutingDecision
from loket_shared.contracts.texts import BilingualText

_FRONT_OFFICE_ALONE = BilingualText(
    nl="het loket behandelt de vraag zelf", en="the front office handles the question without departments"
)
_NOTHING_TO_CONFIRM = BilingualText(nl="Er is niets te bevestigen.", en="There is nothing to confirm.")
_CONFIRM = BilingualText(
    nl="Het loket bevestigt deze route, of kiest met een reden een andere.",
    en="The front office confirms this route, or chooses another with a reason.",
)
LOOKED_AT_BY_THE_DESK = BilingualText(
    nl="Uw vraag wordt bekeken door het loket.", en="Your question is looked at by the desk."
)


def explain(
    decision: Decision, reader: ReaderKind, day: date, texts: Mapping[str, str] = NO_TEXTS
) -> tuple[BilingualText, ...]:
    """Return the reasons of the route, sentence by sentence.

    ``decision`` must be redacted for the reader. Departments have their names on ``day``, the day of the decision.
    ``texts``: the passages that the reader may read, by place.
    """
    if reader == "asker":
        return (explain_to_asker(decision),)
    to_do = explain_to_front_office(decision, day) if reader == "front-office" else ()
    return tuple(dict.fromkeys((*_tell(decision, day, texts), *to_do)))


def _tell(decision: Decision, day: date, texts: Mapping[str, str]) -> Iterator[BilingualText]:
    who = describe_route(decision, day)
    yield BilingualText(nl=f"Volgens de regels geldt: {who.nl}.", en=f"By the rules, {who.en}.")
    yield from (_rule(rule, decision, texts) for rule in decision.fired_rules)
    yield from decision.lead_explained
    for entry in decision.rejected:
        name = department_name(entry.department, day)
        yield BilingualText(
            nl=f"{name.nl} doet niet mee. {entry.reason.nl}", en=f"{name.en} takes no part. {entry.reason.en}"
        )
    yield from decision.priority_explained
    yield _confidence(decision)


def _rule(rule: ReasonedRule, decision: Decision, texts: Mapping[str, str]) -> BilingualText:
    grounds = describe_grounds(rule.grounds, decision.meanings, texts)
    return concatenate((rule.reason, grounds), " ") if grounds else rule.reason


def _confidence(decision: Decision) -> BilingualText:
    nl, en = format_share(decision.confidence)
    if named := decision.confidence_in_words:
        nl, en = f"{named.nl} ({nl})", f"{named.en} ({en})"
    told = BilingualText(nl=f"De zekerheid is {nl}.", en=f"The confidence is {en}.")
    return concatenate((told, *decision.reckoning), " ")


def describe_route(route: Route, day: date) -> BilingualText:
    """Describe the lead and the contributors, without a capital and a full stop."""
    if route.lead == front_office():
        return _FRONT_OFFICE_ALONE
    lead = department_name(route.lead, day)
    if not route.contributors:
        return BilingualText(nl=f"{lead.nl} behandelt de vraag", en=f"{lead.en} handles the question")
    others = join_texts(department_name(code, day) for code in route.contributors)
    nl, en = ("denkt", "contributes") if len(route.contributors) == 1 else ("denken", "contribute")
    return BilingualText(nl=f"{lead.nl} leidt, en {others.nl} {nl} mee", en=f"{lead.en} leads, and {others.en} {en}")


def explain_to_front_office(decision: Decision, day: date) -> tuple[BilingualText, ...]:
    """Describe the task of the front office, and the routes to choose from, the likeliest first."""
    if not decision.confirmation_needed:
        return (_NOTHING_TO_CONFIRM,)
    return (_CONFIRM, *(_choice(number, route, day) for number, route in enumerate(decision.ranking, 1)))


def _choice(number: int, route: RankedRoute, day: date) -> BilingualText:
    who, (nl, en) = describe_route(route, day), format_share(route.confidence)
    return BilingualText(
        nl=f"Keuze {number}, zekerheid {nl}: {who.nl}. {route.reason.nl}",
        en=f"Choice {number}, confidence {en}: {who.en}. {route.reason.en}",
    )


def explain_to_asker(decision: RoutingDecision) -> BilingualText:
    """Return the sentence for the asker: ministries look at the question once that is certain, until then the desk."""
    alone = decision.lead == front_office() or decision.confirmation_needed
    return LOOKED_AT_BY_THE_DESK if alone else LOOKED_AT_BY_MINISTRIES


_LEAD = BilingualText(nl="{after} in plaats van {before} als penvoerder", en="{after} instead of {before} as lead")
_IN = BilingualText(nl="erbij {who}", en="with {who}")
_OUT = BilingualText(nl="zonder {who}", en="without {who}")


def describe_route_change(difference: RouteDifference, on: date) -> BilingualText:
    """Describe the new lead and the contributors that were added or removed, without a capital and a full stop."""
    return concatenate(_clauses(difference, on), "; ")


def _clauses(difference: RouteDifference, on: date) -> Iterator[BilingualText]:
    leads = (
        {difference.lead_before, difference.lead_after} if difference.lead_before != difference.lead_after else set()
    )
    if leads:
        before, after = department_name(difference.lead_before, on), department_name(difference.lead_after, on)
        yield fill(_LEAD, before=before, after=after)
    for phrase, codes in ((_IN, difference.comes_in), (_OUT, difference.goes_out)):
        others = [department_name(code, on) for code in codes if code not in leads]
        if others:
            yield fill(phrase, who=join_texts(others))
