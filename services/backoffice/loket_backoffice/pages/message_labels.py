"""The texts about a dead letter: its name, the reason, and the safe action."""

from collections.abc import Mapping
from typing import NamedTuple

from loket_shared.bus.dead_letters.reasons import describe_reason
from loket_shared.contracts.texts import BilingualText


class Explained(NamedTuple):
    """The explanation of a dead letter's reason, and the advice to the operator."""

    happened: BilingualText
    advice: BilingualText


_RETRY = BilingualText(
    nl="Opnieuw proberen is veilig: lukt het niet, dan verandert er niets.",
    en="Trying again is safe: if it fails, nothing changes.",
)
_SUSPECT = BilingualText(
    nl="Opnieuw proberen helpt niet. Geef het bericht op en meld dit als beveiligingsincident.",
    en="Trying again does not help. Give the message up and report this as a security incident.",
)
_ADVICE: Mapping[str, BilingualText] = {
    "failed": BilingualText(
        nl="Probeer opnieuw zodra de oorzaak is verholpen. Dat is veilig: lukt het niet, dan verandert er niets.",
        en="Try again once the cause is mended. That is safe: if it fails, nothing changes.",
    ),
    "unknown-type": BilingualText(
        nl="Probeer opnieuw na de volgende versie van de software. Hoort het bericht hier niet, geef het dan op.",
        en="Try again after the next release of the software. If the message does not belong here, give it up.",
    ),
    "unreadable-record": BilingualText(
        nl="Opnieuw proberen helpt meestal niet. Opgeven is veilig: van geen vraag gaat iets verloren.",
        en="Trying again does not help as a rule. Giving up is safe: no question loses anything.",
    ),
    "key-forbidden": BilingualText(
        nl="Laat het technisch beheer de rechten in de kluis nakijken en probeer dan opnieuw.",
        en="Have the technical administrators check the rights in the vault, then try again.",
    ),
    **dict.fromkeys(
        (
            "wrong-seal",
            "clear-text",
            "missing-signature",
            "invalid-signature",
            "unknown-signing-key",
            "revoked-signing-key",
            "wrong-producer",
            "erasure-not-confirmed",
        ),
        _SUSPECT,
    ),
}


def explained(reason: str) -> Explained:
    """Return the explanation of a dead letter's reason."""
    return Explained(describe_reason(reason), _ADVICE.get(reason, _RETRY))


_EVENTS: Mapping[str, BilingualText] = {
    "questions.submitted": BilingualText(nl="Vraag ingediend", en="Question submitted"),
    "questions.supplemented": BilingualText(nl="Vraag aangevuld", en="Question supplemented"),
    "questions.withdrawn": BilingualText(nl="Vraag ingetrokken", en="Question withdrawn"),
    "questions.feedback-given": BilingualText(nl="Reactie op het antwoord", en="Feedback on the answer"),
    "routing.decided": BilingualText(nl="Route bepaald", en="Route decided"),
    "routing.revised": BilingualText(nl="Route herzien", en="Route revised"),
    "routing.rule-set-activated": BilingualText(nl="Regelset in werking", en="Rule set in force"),
    "cases.opened": BilingualText(nl="Zaak geopend", en="Case opened"),
    "cases.assigned": BilingualText(nl="Zaak toegewezen", en="Case assigned"),
    "cases.route-confirmed": BilingualText(nl="Route bevestigd", en="Route confirmed"),
    "cases.rerouted-by-hand": BilingualText(nl="Route gewijzigd door een medewerker", en="Route changed by an officer"),
    "cases.information-requested": BilingualText(
        nl="Informatie gevraagd aan de indiener", en="Asker asked for information"
    ),
    "cases.coordination-started": BilingualText(nl="Afstemming begonnen", en="Coordination started"),
    "cases.answered": BilingualText(nl="Vraag beantwoord", en="Question answered"),
    "cases.closed": BilingualText(nl="Zaak gesloten", en="Case closed"),
    "cases.reopened": BilingualText(nl="Zaak heropend", en="Case reopened"),
    "cases.deadline-set": BilingualText(nl="Termijn bepaald", en="Deadline set"),
    "cases.deadline-at-risk": BilingualText(nl="Termijn bijna verstreken", en="Deadline at risk"),
    "cases.deadline-missed": BilingualText(nl="Termijn verstreken", en="Deadline missed"),
    "cases.erased": BilingualText(nl="Vraag vernietigd", en="Question erased"),
    "contributions.requested": BilingualText(nl="Bijdrage gevraagd", en="Contribution requested"),
    "contributions.released": BilingualText(nl="Bijdrage vrijgegeven", en="Contribution released"),
    "contributions.declined": BilingualText(nl="Bijdrage geweigerd", en="Contribution declined"),
    "contributions.deadline-at-risk": BilingualText(
        nl="Termijn bijdrage bijna verstreken", en="Contribution deadline at risk"
    ),
    "contributions.deadline-missed": BilingualText(nl="Termijn bijdrage verstreken", en="Contribution deadline missed"),
    "notifications.delivered": BilingualText(nl="E-mail bezorgd", en="Mail delivered"),
    "notifications.failed": BilingualText(nl="E-mail niet bezorgd", en="Mail not delivered"),
    "dead-letters.recorded": BilingualText(nl="Vastgelopen bericht", en="Stuck message"),
}

_UNKNOWN = BilingualText(nl="Bericht van onbekende herkomst", en="Message of unknown origin")


def event_name(event_type: str | None) -> BilingualText:
    """Return the name of a type of event; an unknown type is its own name."""
    if not event_type:
        return _UNKNOWN
    name = event_type.removeprefix("nl.kennisveiligheid.").rpartition(".v")[0]
    return _EVENTS.get(name) or BilingualText(nl=event_type, en=event_type)
