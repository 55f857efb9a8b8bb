"""The labels of the codes of routing: states, steps, kinds of fact and doubts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from loket_policy.code_labels import Badge, CodeLabels, Options
from loket_routing.domain.decide.derivation import CONTRADICTED, DENIED, DOUBTED
from loket_routing.domain.decide.matching.hits import Doubt
from loket_routing.domain.lifecycle.state_machine import RuleSetState, StepKind
from loket_routing.domain.presentation.grounds import describe_code
from loket_routing.domain.simulation.status import SimulationState
from loket_shared.contracts.shared_parts import Route
from loket_shared.contracts.texts import BilingualText

STATES: Mapping[str, Badge] = {
    RuleSetState.DRAFT: Badge("warning", BilingualText(nl="Concept met bevindingen", en="Draft with findings")),
    RuleSetState.CHECKED: Badge("active", BilingualText(nl="Gecontroleerd", en="Checked")),
    RuleSetState.SIMULATED: Badge("active", BilingualText(nl="Gesimuleerd", en="Simulated")),
    RuleSetState.PROPOSED: Badge("warning", BilingualText(nl="Te beoordelen", en="To be judged")),
    RuleSetState.APPROVED: Badge("success", BilingualText(nl="Goedgekeurd", en="Approved")),
    RuleSetState.SCHEDULED: Badge("success", BilingualText(nl="Ingepland", en="Scheduled")),
    RuleSetState.ACTIVE: Badge("success", BilingualText(nl="Actief", en="Active")),
    RuleSetState.RETIRED: Badge("neutral", BilingualText(nl="Afgelost", en="Retired")),
    RuleSetState.DISCARDED: Badge("neutral", BilingualText(nl="Weggelegd", en="Discarded")),
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
    SimulationState.QUEUED: Badge("neutral", BilingualText(nl="Wacht", en="Waiting")),
    SimulationState.RUNNING: Badge("active", BilingualText(nl="Loopt", en="Running")),
    SimulationState.DONE: Badge("success", BilingualText(nl="Klaar", en="Done")),
    SimulationState.CANCELLED: Badge("neutral", BilingualText(nl="Afgebroken", en="Cancelled")),
    SimulationState.FAILED: Badge("danger", BilingualText(nl="Mislukt", en="Failed")),
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


class Labels(CodeLabels):
    """Labels in one language, as they are on the day ``today``."""

    def state(self, state: str) -> tuple[str, str]:
        """Return the label of a rule set's state and the style of its badge."""
        return self._badge(STATES[state])

    def simulation(self, state: str) -> tuple[str, str]:
        """Return the label of a simulation's state and the style of its badge."""
        return self._badge(SIMULATIONS[state])

    def kind(self, name: str) -> str:
        """Return the label of a kind of fact."""
        return KINDS[name].in_language(self._language) if name in KINDS else name

    def doubt(self, doubt: str) -> str:
        """Return the label of the reason of a doubt."""
        return DOUBTS[doubt].in_language(self._language)

    def step(self, kind: str) -> str:
        """Return the label of a step in the lifecycle of a rule set."""
        return STEPS[kind].in_language(self._language)

    def column_heads(self, codes: Iterable[str]) -> list[str]:
        """Return the short names of departments, one for each column of a table."""
        return [self.short_name(code) for code in codes]

    def route(self, route: Route, at: datetime | None = None) -> str:
        """Return lead, contributors and priority in one line; ``at`` as for ``department``."""
        parts = [self.department(route.lead, at)]
        if route.contributors:
            others = self.short_names(route.contributors, at)
            parts.append(WITH.in_language(self._language).format(others=others))
        if route.priority == "urgent":
            parts.append(URGENT.in_language(self._language))
        return ", ".join(parts)

    def named(self, kind: str, code: str) -> str:
        """Return the name of a code of this kind of fact, such as ``topic``."""
        return describe_code(kind, code).in_language(self._language)

    def codes(self, kind: str, codes: Sequence[str]) -> Options:
        """Return ``codes`` of this kind of fact with their names."""
        return [(code, self.named(kind, code)) for code in codes]
