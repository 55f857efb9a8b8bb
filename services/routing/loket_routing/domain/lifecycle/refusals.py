"""Why something can't be done to a rule set, in words for the rule owner."""

from loket_routing.domain.lifecycle.life import State
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, ForbiddenError


def four_eyes() -> ForbiddenError:
    """Whoever wrote or proposed a rule set never approves it (design section 5)."""
    return ForbiddenError(
        "four-eyes",
        BilingualText(
            nl="Wie een regelset schreef of voorstelde, kan die niet zelf goedkeuren.",
            en="Whoever wrote or proposed a rule set cannot approve it.",
        ),
    )


def not_yours() -> ForbiddenError:
    """The reader may see rule sets, and not change them."""
    return ForbiddenError(
        "not-permitted", BilingualText(nl="U mag dit niet doen.", en="You are not permitted to do this.")
    )


def wrong_state(state: State) -> ConflictError:
    """The rule set is in a ``state`` that does not allow the act."""
    return ConflictError(
        "wrong-state",
        BilingualText(
            nl="Dit kan niet in de huidige status van de regelset.", en="The rule set's present state forbids this."
        ),
        {"state": state},
    )


def stale(revision: int) -> ConflictError:
    """The rule set was saved since the reader saw it."""
    return ConflictError(
        "stale-version",
        BilingualText(
            nl="De regelset is intussen gewijzigd. Bekijk de wijziging en probeer het opnieuw.",
            en="The rule set has changed in the meantime. Look at the change and try again.",
        ),
        {"revision": revision},
    )


def examples_fail(number: int) -> ConflictError:
    """Examples don't get the route that the rule owner expects; a second person may accept that, with a reason."""
    return ConflictError(
        "examples-fail",
        BilingualText(
            nl=f"{number} voorbeelden krijgen een andere route dan verwacht. Keur goed met een reden, of geef terug.",
            en=f"{number} examples get another route than expected. Approve with a reason, or return the rule set.",
        ),
        {"failing": number},
    )
