"""Codes of the pages in words."""

from collections.abc import Mapping

from loket_routing.domain.decide.derivation import CONTRADICTED, DENIED, DOUBTED
from loket_routing.domain.decide.matching.polarity import Doubt
from loket_routing.domain.lifecycle.life import State
from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.domain.simulating.course import SimulationState
from loket_shared.contracts.texts import Text

Badge = tuple[str, Text]
"""The kind of badge, and its words."""

STATES: Mapping[str, Badge] = {
    State.DRAFT: ("warning", Text(nl="Concept met bevindingen", en="Draft with findings")),
    State.CHECKED: ("active", Text(nl="Gecontroleerd", en="Checked")),
    State.SIMULATED: ("active", Text(nl="Gesimuleerd", en="Simulated")),
    State.PROPOSED: ("warning", Text(nl="Te beoordelen", en="To be judged")),
    State.APPROVED: ("success", Text(nl="Goedgekeurd", en="Approved")),
    State.SCHEDULED: ("success", Text(nl="Ingepland", en="Scheduled")),
    State.ACTIVE: ("success", Text(nl="Actief", en="Active")),
    State.RETIRED: ("neutral", Text(nl="Afgelost", en="Retired")),
    State.DISCARDED: ("neutral", Text(nl="Weggelegd", en="Discarded")),
}

STEPS: Mapping[str, Text] = {
    StepKind.INSTALLED: Text(nl="Meegeleverd met de software", en="Came with the software"),
    StepKind.DRAFTED: Text(nl="Begonnen als kopie", en="Begun as a copy"),
    StepKind.SAVED: Text(nl="Bewaard", en="Saved"),
    StepKind.SIMULATED: Text(nl="Gesimuleerd", en="Simulated"),
    StepKind.PROPOSED: Text(nl="Voorgesteld", en="Proposed"),
    StepKind.RETURNED: Text(nl="Teruggegeven", en="Returned"),
    StepKind.APPROVED: Text(nl="Goedgekeurd", en="Approved"),
    StepKind.DISCARDED: Text(nl="Weggelegd", en="Discarded"),
}

SIMULATIONS: Mapping[str, Badge] = {
    SimulationState.QUEUED: ("neutral", Text(nl="Wacht", en="Waiting")),
    SimulationState.RUNNING: ("active", Text(nl="Loopt", en="Running")),
    SimulationState.DONE: ("success", Text(nl="Klaar", en="Done")),
    SimulationState.CANCELLED: ("neutral", Text(nl="Afgebroken", en="Cancelled")),
    SimulationState.FAILED: ("danger", Text(nl="Mislukt", en="Failed")),
}

KINDS: Mapping[str, Text] = {
    "kind": Text(nl="Vraag of melding", en="Question or report"),
    "topic": Text(nl="Onderwerp", en="Topic"),
    "field": Text(nl="Vakgebied", en="Field of knowledge"),
    "partner-type": Text(nl="Soort partner", en="Kind of partner"),
    "institution-kind": Text(nl="Soort instelling", en="Kind of institution"),
    "language": Text(nl="Taal", en="Language"),
    "consent-to-share": Text(nl="Toestemming om te delen", en="Consent to share"),
    "needed-in-days": Text(nl="Dagen tot het antwoord nodig is", en="Days until it is needed"),
    "legal-regime": Text(nl="Wettelijk regime", en="Legal regime"),
    "signal": Text(nl="Signaal", en="Signal"),
    DENIED: Text(nl="Ontkend signaal", en="Denied signal"),
    CONTRADICTED: Text(nl="Tegengesproken signaal", en="Contradicted signal"),
    DOUBTED[Doubt.DENIAL]: Text(nl="Misschien ontkend signaal", en="Perhaps denied signal"),
    DOUBTED[Doubt.MEANING]: Text(nl="Meerduidig signaal", en="Ambiguous signal"),
    DOUBTED[Doubt.ELSEWHERE]: Text(nl="Signaal dat naar twee kanten wijst", en="Signal that points both ways"),
    DOUBTED[Doubt.SPELLING]: Text(nl="Misschien verkeerd gespeld signaal", en="Perhaps misspelt signal"),
    DOUBTED[Doubt.NEARLY]: Text(nl="Bijna gevonden signaal", en="Nearly found signal"),
    DOUBTED[Doubt.HINT]: Text(nl="Signaal waarop een woord misschien wijst", en="Perhaps hinted signal"),
}

DOUBTS: Mapping[str, Text] = {
    Doubt.DENIAL: Text(nl="misschien ontkend", en="perhaps denied"),
    Doubt.MEANING: Text(nl="meer betekenissen", en="several meanings"),
    Doubt.ELSEWHERE: Text(nl="wijst naar twee kanten", en="points both ways"),
    Doubt.SPELLING: Text(nl="misschien verkeerd gespeld", en="perhaps misspelt"),
    Doubt.NEARLY: Text(nl="bijna gevonden", en="nearly found"),
    Doubt.HINT: Text(nl="wijst er misschien op", en="may hint at it"),
}

WITH = Text(nl="met {others}", en="with {others}")
URGENT = Text(nl="spoed", en="urgent")
