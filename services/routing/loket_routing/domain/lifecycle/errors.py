"""The errors of the lifecycle of a rule set, with texts for the rule owner."""

from loket_routing.domain.lifecycle.state_machine import RuleSetState
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


def not_permitted() -> ForbiddenError:
    """The reader may see rule sets, but may not take this action."""
    return ForbiddenError(
        "not-permitted", BilingualText(nl="U mag dit niet doen.", en="You are not permitted to do this.")
    )


def wrong_state(state: RuleSetState) -> ConflictError:
    """The rule set is in a ``state`` that does not allow the action."""
    return ConflictError(
        "wrong-state",
        BilingualText(
            nl="Dit kan niet in de huidige status van de regelset.", en="The rule set's present state forbids this."
        ),
        {"state": state},
    )


def stale_revision(revision: int) -> ConflictError:
    """Somebody saved the rule set since the reader saw it."""
    return ConflictError(
        "stale-version",
        BilingualText(
            nl="De regelset is intussen gewijzigd. Bekijk de wijziging en probeer het opnieuw.",
            en="The rule set has changed in the meantime. Look at the change and try again.",
        ),
        {"revision": revision},
    )


def examples_fail(number: int) -> ConflictError:
    """Examples fail; the person who approves may accept that, with a reason."""
    return ConflictError(
        "examples-fail",
        BilingualText(
            nl=f"{number} voorbeelden krijgen een andere route dan verwacht. Keur goed met een reden, of geef terug.",
            en=f"{number} examples get another route than expected. Approve with a reason, or return the rule set.",
        ),
        {"failing": number},
    )
