"""Codes of the pages in words."""

from collections.abc import Mapping

from loket_routing.domain.deciding.words import CONTRADICTED, DENIED, DOUBTED
from loket_routing.domain.lifecycle.life import State
from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.domain.simulating.course import SimulationState
from loket_routing.domain.text.polarity import Doubt
from loket_shared.contracts.texts import BilingualText

Badge = tuple[str, BilingualText]
"""The kind of badge, and its words."""

STATES: Mapping[str, Badge] = {
    State.DRAFT: ("warning", BilingualText(nl="Concept met bevindingen", en="Draft with findings")),
    State.CHECKED: ("active", BilingualText(nl="Gecontroleerd", en="Checked")),
    State.SIMULATED: ("active", BilingualText(nl="Gesimuleerd", en="Simulated")),
    State.PROPOSED: ("warning", BilingualText(nl="Te beoordelen", en="To be judged")),
    State.APPROVED: ("success", BilingualText(nl="Goedgekeurd", en="Approved")),
    State.SCHEDULED: ("success", BilingualText(nl="Ingepland", en="Scheduled")),
    State.ACTIVE: ("success", BilingualText(nl="Actief", en="Active")),
    State.RETIRED: ("neutral", BilingualText(nl="Afgelost", en="Retired")),
    State.DISCARDED: ("neutral", BilingualText(nl="Weggelegd", en="Discarded")),
}

STEPS: Mapping[str, BilingualText] = {
    StepKind.INSTALLED: BilingualText(nl="Meegeleverd met de software", en="Came with the software"),
    StepKind.DRAFTED: BilingualText(nl="Begonnen als kopie", en="Begun as a copy"),
    StepKind.SAVED: BilingualText(nl="Bewaard", en="Saved"),
    StepKind.SIMULATED: BilingualText(nl="Gesimuleerd", en="Simulated"),
    StepKind.PROPOSED: BilingualText(nl="Voorgesteld", en="Proposed"),
    StepKind.RETURNED: BilingualText(nl="Teruggegeven", en="Returned"),
    StepKind.APPROVED: BilingualText(nl="Goedgekeurd", en="Approved"),
    StepKind.DISCARDED: BilingualText(nl="Weggelegd", en="Discarded"),
}

SIMULATIONS: Mapping[str, Badge] = {
    SimulationState.QUEUED: ("neutral", BilingualText(nl="Wacht", en="Waiting")),
    SimulationState.RUNNING: ("active", BilingualText(nl="Loopt", en="Running")),
    SimulationState.DONE: ("success", BilingualText(nl="Klaar", en="Done")),
    SimulationState.CANCELLED: ("neutral", BilingualText(nl="Afgebroken", en="Cancelled")),
    SimulationState.FAILED: ("danger", BilingualText(nl="Mislukt", en="Failed")),
}

KINDS: Mapping[str, BilingualText] = {
    "kind": BilingualText(nl="Vraag of melding", en="Question or report"),
    "topic": BilingualText(nl="Onderwerp", en="Topic"),
    "field": BilingualText(nl="Vakgebied", en="Field of knowledge"),
    "partner-type": BilingualText(nl="Soort partner", en="Kind of partner"),
    "institution-kind": BilingualText(nl="Soort instelling", en="Kind of institution"),
    "language": BilingualText(nl="Taal", en="Language"),
    "consent-to-share": BilingualText(nl="Toestemming om te delen", en="Consent to share"),
    "needed-in-days": BilingualText(nl="Dagen tot het antwoord nodig is", en="Days until it is needed"),
    "legal-regime": BilingualText(nl="Wettelijk regime", en="Legal regime"),
    "signal": BilingualText(nl="Signaal", en="Signal"),
    DENIED: BilingualText(nl="Ontkend signaal", en="Denied signal"),
    CONTRADICTED: BilingualText(nl="Tegengesproken signaal", en="Contradicted signal"),
    DOUBTED[Doubt.DENIAL]: BilingualText(nl="Misschien ontkend signaal", en="Perhaps denied signal"),
    DOUBTED[Doubt.MEANING]: BilingualText(nl="Meerduidig signaal", en="Ambiguous signal"),
    DOUBTED[Doubt.ELSEWHERE]: BilingualText(nl="Signaal dat naar twee kanten wijst", en="Signal that points both ways"),
    DOUBTED[Doubt.SPELLING]: BilingualText(nl="Misschien verkeerd gespeld signaal", en="Perhaps misspelt signal"),
    DOUBTED[Doubt.NEARLY]: BilingualText(nl="Bijna gevonden signaal", en="Nearly found signal"),
    DOUBTED[Doubt.HINT]: BilingualText(nl="Signaal waarop een woord misschien wijst", en="Perhaps hinted signal"),
}

DOUBTS: Mapping[str, BilingualText] = {
    Doubt.DENIAL: BilingualText(nl="misschien ontkend", en="perhaps denied"),
    Doubt.MEANING: BilingualText(nl="meer betekenissen", en="several meanings"),
    Doubt.ELSEWHERE: BilingualText(nl="wijst naar twee kanten", en="points both ways"),
    Doubt.SPELLING: BilingualText(nl="misschien verkeerd gespeld", en="perhaps misspelt"),
    Doubt.NEARLY: BilingualText(nl="bijna gevonden", en="nearly found"),
    Doubt.HINT: BilingualText(nl="wijst er misschien op", en="may hint at it"),
}

WITH = BilingualText(nl="met {others}", en="with {others}")
URGENT = BilingualText(nl="spoed", en="urgent")
