"""What a rule brings about as a sentence, without a capital and a full stop."""

from collections.abc import Iterator

from loket_routing.domain.naming import listed
from loket_routing.domain.rule_sets.rules import Effects, Service
from loket_routing.domain.wording.names import Names
from loket_routing.domain.wording.texts import filled, in_a_row, quoted
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


def effects_in_words(effects: Effects, names: Names) -> BilingualText:
    """Say who leads, who contributes, with what priority, and what the front office does."""
    return in_a_row(_clauses(effects, names), "; ")


def services_in_words(services: tuple[Service, ...], names: Names) -> BilingualText:
    """Say which department each signal chooses; the first whose signal is given is the one."""
    return in_a_row((_chosen(service, names) for service in services), _ELSE) if services else _NO_SERVICES


def _chosen(service: Service, names: Names) -> BilingualText:
    signal = quoted(names.code("signal", service.signal))
    return filled(_CHOSEN, department=names.department(service.department), signal=signal)


def _clauses(effects: Effects, names: Names) -> Iterator[BilingualText]:
    if effects.lead:
        yield filled(_LEADS, who=names.department(effects.lead))
    if effects.contribute:
        phrase = _CONTRIBUTES if len(effects.contribute) == 1 else _CONTRIBUTE
        yield filled(phrase, who=listed(map(names.department, effects.contribute)))
    if effects.service:
        yield filled(_SERVICE, services=services_in_words(names.services, names))
    if effects.priority:
        yield _PRIORITY[effects.priority]
    if effects.answer:
        yield _ANSWERED
    if effects.confirm:
        yield _CONFIRMED
