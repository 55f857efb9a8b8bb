"""The story of a question as the asker sees it: what happened when, never who takes part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from loket_intake.domain.facts import Fact, FactKind
from loket_intake.domain.status import in_order
from loket_policy.asker_texts import LOOKED_AT_BY_MINISTRIES
from loket_shared.contracts.texts import BilingualText

SUBMITTED = BilingualText(nl="Uw vraag is ontvangen.", en="Your question was received.")

TEXTS: Mapping[FactKind, BilingualText] = MappingProxyType(
    {
        FactKind.OPENED: BilingualText(nl="Het loket behandelt uw vraag.", en="The desk is working on your question."),
        FactKind.COORDINATION_STARTED: BilingualText(
            nl=f"{LOOKED_AT_BY_MINISTRIES.nl} Dat vraagt meer tijd.",
            en=f"{LOOKED_AT_BY_MINISTRIES.en} This takes more time.",
        ),
        FactKind.INFORMATION_REQUESTED: BilingualText(
            nl="Het loket heeft u om informatie gevraagd.", en="The desk asked you for information."
        ),
        FactKind.SUPPLEMENTED: BilingualText(nl="U hebt uw vraag aangevuld.", en="You added to your question."),
        FactKind.ANSWERED: BilingualText(nl="Het loket heeft geantwoord.", en="The desk answered."),
        FactKind.FEEDBACK_GIVEN: BilingualText(
            nl="U hebt laten weten of het antwoord hielp.", en="You told whether the answer helped."
        ),
        FactKind.CLOSED: BilingualText(nl="De behandeling is afgesloten.", en="The case was closed."),
        FactKind.REOPENED: BilingualText(nl="De behandeling is heropend.", en="The case was reopened."),
        FactKind.WITHDRAWN: BilingualText(nl="U hebt uw vraag ingetrokken.", en="You withdrew your question."),
    }
)


@dataclass(frozen=True)
class Entry:
    """One line of the story."""

    time: datetime
    text: BilingualText


def timeline(submitted_at: datetime, facts: Iterable[Fact]) -> list[Entry]:
    """Return the story from the submission on, oldest first."""
    told = (fact for fact in in_order(facts) if fact.kind in TEXTS)
    return [Entry(submitted_at, SUBMITTED), *(Entry(fact.at, TEXTS[fact.kind]) for fact in told)]
