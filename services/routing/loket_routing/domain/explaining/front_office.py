"""What the front office reads besides: whether there is something to confirm, and what to choose from."""

from datetime import date

from loket_routing.domain.deciding.confidence import spoken
from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.explaining.routes import route_in_words
from loket_shared.contracts.shared_parts import RankedRoute
from loket_shared.contracts.texts import BilingualText

_NOTHING_TO_CONFIRM = BilingualText(nl="Er is niets te bevestigen.", en="There is nothing to confirm.")
_CONFIRM = BilingualText(
    nl="Het loket bevestigt deze route, of kiest met een reden een andere.",
    en="The front office confirms this route, or chooses another with a reason.",
)


def tell_front_office(decision: Decision, day: date) -> tuple[BilingualText, ...]:
    """Say what to do, and name the routes to choose from, the likeliest first."""
    if not decision.confirmation_needed:
        return (_NOTHING_TO_CONFIRM,)
    return (_CONFIRM, *(_choice(number, route, day) for number, route in enumerate(decision.ranking, 1)))


def _choice(number: int, route: RankedRoute, day: date) -> BilingualText:
    who, (nl, en) = route_in_words(route, day), spoken(route.confidence)
    return BilingualText(
        nl=f"Keuze {number}, zekerheid {nl}: {who.nl}. {route.reason.nl}",
        en=f"Choice {number}, confidence {en}: {who.en}. {route.reason.en}",
    )
