"""What the asker is told: that somebody looks at the question, never who (design section 5)."""

from loket_policy.asker_texts import LOOKED_AT_BY_MINISTRIES
from loket_routing.domain.departments import front_office
from loket_shared.contracts.shared_parts import RoutingDecision
from loket_shared.contracts.texts import BilingualText

LOOKED_AT_BY_THE_DESK = BilingualText(
    nl="Uw vraag wordt bekeken door het loket.", en="Your question is looked at by the desk."
)


def tell_asker(decision: RoutingDecision) -> BilingualText:
    """Return the one sentence for the asker: ministries look at it once that is sure, until then the desk."""
    alone = decision.lead == front_office() or decision.confirmation_needed
    return LOOKED_AT_BY_THE_DESK if alone else LOOKED_AT_BY_MINISTRIES
