"""What everybody on a case can see has changed, counted (design section 5)."""

from collections.abc import Iterator

from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.facts import Fact, Rerouted, RouteDecided


def open_facts(case: CaseFile) -> Iterator[Fact]:
    """Yield the facts that change something for every reader.

    A decision that looks in the open like what holds already is left out: routing tells every
    decision, and one that changed covert participation alone must not stand out among them.
    """
    shown = None
    for fact in case.facts:
        if isinstance(fact, RouteDecided):
            looks_like = (fact.route.in_the_open, fact.confirmation_needed)
            if looks_like == shown:
                continue
            shown = looks_like
        elif isinstance(fact, Rerouted):
            shown = (fact.route.in_the_open, False)
        yield fact


def version_of(case: CaseFile) -> int:
    """Return the case's version, the same for every reader; requests and the answer have their own."""
    return sum(1 for _ in open_facts(case))
