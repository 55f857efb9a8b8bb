"""The errors of the life of a rule set, in words for the rule owner."""

from loket_routing.domain.lifecycle.state_machine import RuleSetState
from loket_shared.contracts.texts import Text
from loket_shared.failures import Conflict, Forbidden


def four_eyes() -> Forbidden:
    """Whoever wrote or proposed a rule set never approves it (design section 5)."""
    return Forbidden(
        "four-eyes",
        Text(
            nl="Wie een regelset schreef of voorstelde, kan die niet zelf goedkeuren.",
            en="Whoever wrote or proposed a rule set cannot approve it.",
        ),
    )


def not_permitted() -> Forbidden:
    """The reader may see rule sets, but not do this."""
    return Forbidden("not-permitted", Text(nl="U mag dit niet doen.", en="You are not permitted to do this."))


def wrong_state(state: RuleSetState) -> Conflict:
    """The rule set is in a ``state`` that does not allow the act."""
    return Conflict(
        "wrong-state",
        Text(nl="Dit kan niet in de huidige status van de regelset.", en="The rule set's present state forbids this."),
        {"state": state},
    )


def stale_revision(revision: int) -> Conflict:
    """Somebody saved the rule set since the reader saw it."""
    return Conflict(
        "stale-version",
        Text(
            nl="De regelset is intussen gewijzigd. Bekijk de wijziging en probeer het opnieuw.",
            en="The rule set has changed in the meantime. Look at the change and try again.",
        ),
        {"revision": revision},
    )


def examples_fail(number: int) -> Conflict:
    """Examples fail; the person who approves may accept that, with a reason."""
    return Conflict(
        "examples-fail",
        Text(
            nl=f"{number} voorbeelden krijgen een andere route dan verwacht. Keur goed met een reden, of geef terug.",
            en=f"{number} examples get another route than expected. Approve with a reason, or return the rule set.",
        ),
        {"failing": number},
    )
