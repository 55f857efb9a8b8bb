"""The errors of the back office: refusals with a text for the reader, and failed calls of other services."""

from typing import Any

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, ForbiddenError


def four_eyes() -> ForbiddenError:
    """Whoever wrote or submitted a text never approves it (design section 5)."""
    return ForbiddenError(
        "four-eyes",
        BilingualText(
            nl="Wie de tekst schreef of indiende, kan die niet zelf accorderen.",
            en="Whoever wrote or submitted the text cannot approve it.",
        ),
    )


def clearance_needed() -> ForbiddenError:
    """Only a cleared officer knows what is still outstanding (design section 5)."""
    return ForbiddenError(
        "clearance-needed",
        BilingualText(
            nl="Bij een vraag die is afgestemd met departementen dient een gescreende loketmedewerker het antwoord in.",
            en="Where departments took part, a cleared front-office officer submits the answer.",
        ),
    )


def not_yours() -> ForbiddenError:
    """The reader may see the case or request, but the action belongs to somebody else."""
    return ForbiddenError(
        "not-permitted", BilingualText(nl="U mag dit niet doen.", en="You are not permitted to do this.")
    )


def wrong_state(state: str) -> ConflictError:
    """The case, answer or request is in a ``state`` that does not allow the action."""
    return ConflictError(
        "wrong-state",
        BilingualText(nl="Dit kan niet in de huidige status.", en="The present state does not allow this."),
        {"state": state},
    )


def stale(current: dict[str, Any]) -> ConflictError:
    """The case, answer or request changed since the reader saw it; ``current`` is its present version."""
    return ConflictError(
        "stale-version",
        BilingualText(
            nl="Dit is intussen gewijzigd. Bekijk de wijziging en probeer het opnieuw.",
            en="This has changed in the meantime. Look at the change and try again.",
        ),
        current,
    )


def no_route_yet() -> ConflictError:
    """Priority belongs to a route that is in force."""
    return ConflictError(
        "no-route-yet",
        BilingualText(
            nl="Er is nog geen route, of zij wacht op bevestiging. Kies of bevestig eerst de route.",
            en="There is no route yet, or it waits for confirmation. Choose or confirm the route first.",
        ),
    )


def already_urgent() -> ConflictError:
    """The case has the highest priority."""
    return ConflictError(
        "already-urgent", BilingualText(nl="Deze zaak is al met spoed.", en="This case is urgent already.")
    )


def nothing_failed() -> ConflictError:
    """Every message to the asker arrived, or the asker knows."""
    return ConflictError(
        "nothing-failed",
        BilingualText(nl="Alle berichten aan de indiener zijn aangekomen.", en="Every message to the asker arrived."),
    )


def consent_missing() -> ConflictError:
    """Without consent no department gets the question (domain description section 5)."""
    return ConflictError(
        "consent-missing",
        BilingualText(
            nl="De indiener heeft geen toestemming gegeven om de vraag te delen. Vraag eerst om toestemming.",
            en="The asker has not consented to sharing the question. Ask for consent first.",
        ),
    )


def already_asked() -> ConflictError:
    """A department has at most one request outstanding on a case."""
    return ConflictError(
        "already-asked",
        BilingualText(
            nl="Dit departement is al om een bijdrage gevraagd.", en="This department has already been asked."
        ),
    )


def lead_needed() -> ConflictError:
    """A covert department only joins where an open one takes part, so that it never shows."""
    return ConflictError(
        "lead-needed",
        BilingualText(nl="Wijs eerst een penvoerend departement aan.", en="Name a lead department first."),
    )


def nothing_to_confirm() -> ConflictError:
    """No decision waits for an officer."""
    return ConflictError(
        "nothing-to-confirm",
        BilingualText(nl="Er is geen route die op bevestiging wacht.", en="No route waits for confirmation."),
    )


def nothing_proposed() -> ConflictError:
    """No proposal of routing waits for an officer."""
    return ConflictError(
        "nothing-proposed",
        BilingualText(nl="Er is geen voorgestelde route die wacht.", en="No proposed route is waiting."),
    )


def route_unchanged() -> ConflictError:
    """The chosen route is the one that already holds."""
    return ConflictError(
        "route-unchanged",
        BilingualText(nl="Deze route geldt al.", en="This route already holds."),
    )


class ServiceUnavailableError(Exception):
    """The service is unreachable, or its response is not as agreed."""


class TokenExpiredError(Exception):
    """The reader has no valid access token for the other services; signing in again gives one."""
