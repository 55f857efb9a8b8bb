"""The effects of a rule as a sentence, without a capital and a full stop."""

from collections.abc import Iterator

from loket_routing.domain.bilingual import join_texts
from loket_routing.domain.presentation.bilingual import concatenate, fill, quote
from loket_routing.domain.presentation.label_lookup import LabelLookup
from loket_routing.domain.rule_set.model import Effects, Service
from loket_shared.contracts.texts import BilingualText

_LEADS = BilingualText(nl="{who} is penvoerder", en="{who} leads")
_CONTRIBUTES = BilingualText(nl="{who} denkt mee", en="{who} contributes")
_CONTRIBUTE = BilingualText(nl="{who} denken mee", en="{who} contribute")
_SERVICE = BilingualText(
    nl="de dienst die bij de technologie hoort denkt mee ({services})",
    en="the service that fits the technology contributes ({services})",
)
_NO_SERVICES = BilingualText(nl="geen enkele", en="none")
_CHOSEN = BilingualText(nl="{department} bij signaal {signal}", en="{department} on the signal {signal}")
_ELSE = BilingualText(nl=", anders ", en=", else ")
_PRIORITY = {
    "urgent": BilingualText(nl="de vraag heeft spoed", en="the question is urgent"),
    "normal": BilingualText(nl="de vraag heeft geen spoed", en="the question is not urgent"),
}
_ANSWERED = BilingualText(nl="het loket antwoordt zelf", en="the front office answers itself")
_CONFIRMED = BilingualText(nl="het loket bevestigt eerst de route", en="the front office confirms the route first")


def describe_effects(effects: Effects, names: LabelLookup) -> BilingualText:
    """Describe the lead, the contributors, the priority, and the part of the front office."""
    return concatenate(_clauses(effects, names), "; ")


def describe_services(services: tuple[Service, ...], names: LabelLookup) -> BilingualText:
    """Describe which department each signal chooses; the first signal that is given counts."""
    return concatenate((_chosen(service, names) for service in services), _ELSE) if services else _NO_SERVICES


def _chosen(service: Service, names: LabelLookup) -> BilingualText:
    signal = quote(names.code("signal", service.signal))
    return fill(_CHOSEN, department=names.department(service.department), signal=signal)


def _clauses(effects: Effects, names: LabelLookup) -> Iterator[BilingualText]:
    if effects.lead:
        yield fill(_LEADS, who=names.department(effects.lead))
    if effects.contribute:
        phrase = _CONTRIBUTES if len(effects.contribute) == 1 else _CONTRIBUTE
        yield fill(phrase, who=join_texts(map(names.department, effects.contribute)))
    if effects.service:
        yield fill(_SERVICE, services=describe_services(names.services, names))
    if effects.priority:
        yield _PRIORITY[effects.priority]
    if effects.answer:
        yield _ANSWERED
    if effects.confirm:
        yield _CONFIRMED
