"""Codes of the life of a rule set in words."""

from collections.abc import Mapping

from loket_routing.domain.lifecycle.life import State
from loket_routing.domain.lifecycle.steps import StepKind
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
