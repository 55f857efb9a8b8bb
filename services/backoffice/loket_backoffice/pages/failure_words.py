"""What the operator reads about a message that was not handled: what it is, what happened, and which act is safe."""

from collections.abc import Mapping
from typing import NamedTuple

from loket_shared.contracts.texts import Text


class Explained(NamedTuple):
    """What happened to a message, and what to do about it."""

    happened: Text
    advice: Text


_RETRY = Text(
    nl="Opnieuw proberen is veilig: lukt het niet, dan verandert er niets.",
    en="Trying again is safe: if it fails, nothing changes.",
)
_SUSPECT = Text(
    nl="Opnieuw proberen helpt niet. Geef het bericht op en meld dit als beveiligingsincident.",
    en="Trying again does not help. Give the message up and report this as a security incident.",
)

_OTHERWISE = Explained(
    Text(
        nl="Het bericht past niet bij wat deze dienst over de vraag weet.",
        en="The message does not fit what this service knows about the question.",
    ),
    _RETRY,
)

_REASONS: Mapping[str, Explained] = {
    "failed": Explained(
        Text(
            nl="Bij het verwerken ging steeds iets mis wat niemand had voorzien.",
            en="Something that nobody foresaw went wrong each time the message was processed.",
        ),
        Text(
            nl="Probeer opnieuw zodra de oorzaak is verholpen. Dat is veilig: lukt het niet, dan verandert er niets.",
            en="Try again once the cause is mended. That is safe: if it fails, nothing changes.",
        ),
    ),
    "unknown-type": Explained(
        Text(
            nl="Deze dienst kent dit soort bericht niet.",
            en="This service does not know this kind of message.",
        ),
        Text(
            nl="Probeer opnieuw na de volgende versie van de software. Hoort het bericht hier niet, geef het dan op.",
            en="Try again after the next release of the software. If the message does not belong here, give it up.",
        ),
    ),
    "unreadable-record": Explained(
        Text(
            nl="Het bericht is niet te lezen. Er wacht niets op.",
            en="The message cannot be read. Nothing waits for it.",
        ),
        Text(
            nl="Opnieuw proberen helpt meestal niet. Opgeven is veilig: van geen vraag gaat iets verloren.",
            en="Trying again does not help as a rule. Giving up is safe: no question loses anything.",
        ),
    ),
    "wrong-seal": Explained(
        Text(
            nl="De verzegeling klopt niet: het bericht is veranderd, gekopieerd of nagemaakt.",
            en="The seal does not fit: the message was changed, copied or forged.",
        ),
        _SUSPECT,
    ),
    "clear-text": Explained(
        Text(
            nl="In het bericht staat inhoud die niet is verzegeld.",
            en="The message holds content that is not sealed.",
        ),
        _SUSPECT,
    ),
    "key-forbidden": Explained(
        Text(
            nl="Deze dienst mag de inhoud van het bericht niet openen.",
            en="This service may not open what the message holds.",
        ),
        Text(
            nl="Laat het technisch beheer de rechten in de kluis nakijken en probeer dan opnieuw.",
            en="Have the technical administrators check the rights in the vault, then try again.",
        ),
    ),
}


def explained(reason: str) -> Explained:
    """Return what a dead letter's reason means."""
    return _REASONS.get(reason, _OTHERWISE)


_EVENTS: Mapping[str, Text] = {
    "questions.submitted": Text(nl="Vraag ingediend", en="Question submitted"),
    "questions.supplemented": Text(nl="Vraag aangevuld", en="Question supplemented"),
    "questions.withdrawn": Text(nl="Vraag ingetrokken", en="Question withdrawn"),
    "questions.feedback-given": Text(nl="Reactie op het antwoord", en="Feedback on the answer"),
    "routing.decided": Text(nl="Route bepaald", en="Route decided"),
    "routing.revised": Text(nl="Route herzien", en="Route revised"),
    "routing.rule-set-activated": Text(nl="Regelset in werking", en="Rule set in force"),
    "cases.opened": Text(nl="Zaak geopend", en="Case opened"),
    "cases.assigned": Text(nl="Zaak toegewezen", en="Case assigned"),
    "cases.route-confirmed": Text(nl="Route bevestigd", en="Route confirmed"),
    "cases.rerouted-by-hand": Text(nl="Route gewijzigd door een medewerker", en="Route changed by an officer"),
    "cases.information-requested": Text(nl="Informatie gevraagd aan de indiener", en="Asker asked for information"),
    "cases.coordination-started": Text(nl="Afstemming begonnen", en="Coordination started"),
    "cases.answered": Text(nl="Vraag beantwoord", en="Question answered"),
    "cases.closed": Text(nl="Zaak gesloten", en="Case closed"),
    "cases.reopened": Text(nl="Zaak heropend", en="Case reopened"),
    "cases.deadline-at-risk": Text(nl="Termijn bijna verstreken", en="Deadline at risk"),
    "cases.deadline-missed": Text(nl="Termijn verstreken", en="Deadline missed"),
    "cases.erased": Text(nl="Vraag vernietigd", en="Question erased"),
    "contributions.requested": Text(nl="Bijdrage gevraagd", en="Contribution requested"),
    "contributions.released": Text(nl="Bijdrage vrijgegeven", en="Contribution released"),
    "contributions.declined": Text(nl="Bijdrage geweigerd", en="Contribution declined"),
    "contributions.deadline-at-risk": Text(nl="Termijn bijdrage bijna verstreken", en="Contribution deadline at risk"),
    "contributions.deadline-missed": Text(nl="Termijn bijdrage verstreken", en="Contribution deadline missed"),
    "notifications.delivered": Text(nl="E-mail bezorgd", en="Mail delivered"),
    "notifications.failed": Text(nl="E-mail niet bezorgd", en="Mail not delivered"),
    "dead-letters.recorded": Text(nl="Vastgelopen bericht", en="Stuck message"),
}

_UNREADABLE = Text(nl="Onleesbaar bericht", en="Unreadable message")


def event_name(event_type: str | None) -> Text:
    """Return what a type of event is called; a type that nobody knows is its own name."""
    if not event_type:
        return _UNREADABLE
    name = event_type.removeprefix("nl.kennisveiligheid.").rpartition(".v")[0]
    return _EVENTS.get(name) or Text(nl=event_type, en=event_type)
