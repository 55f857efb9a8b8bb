"""Reads the service levels, for the operator."""

from loket_backoffice.domain.access import require_operator
from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.store.case_lists import read_case_rows, read_questions
from loket_backoffice.store.cases import load_cases
from loket_backoffice.store.service_levels import Counts, cases_by_due, count_promises
from loket_backoffice.views.case_view import CaseSummaryView, summary_for
from loket_shared.contracts.model import WireModel
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class PromiseView(WireModel):
    """The numbers of a promise: met, missed, lapsed, and running in time.

    ``share_met`` is the share of met promises among those that were met or missed.
    """

    name: str
    met: int
    missed: int
    lapsed: int
    running: int
    share_met: float | None


class ServiceLevelsView(WireModel):
    """The numbers of every promise, and the open cases, the first to run out in front."""

    promises: tuple[PromiseView, ...]
    open_cases: tuple[CaseSummaryView, ...]


async def read_service_levels(
    work: UnitOfWork, principal: Principal, limit: int, *, refresh: bool = False
) -> ServiceLevelsView:
    """Return the service levels with at most ``limit`` open cases; ``refresh`` as for ``list_cases``.

    Raises:
        NotFoundError: they do not exist for this reader.
    """
    require_operator(principal)
    covert = sorted(covert_departments())
    counts = await count_promises(work, covert)
    cases = await _open_cases(work, principal, covert, limit)
    repeats = work.trail.refreshes if refresh else None
    await work.audit(principal, "service-levels.read", "service-levels", repeats=repeats)
    return ServiceLevelsView(promises=tuple(map(_promise, counts)), open_cases=cases)


async def _open_cases(
    work: UnitOfWork, principal: Principal, covert: list[str], limit: int
) -> tuple[CaseSummaryView, ...]:
    rows = await read_case_rows(work, await cases_by_due(work, covert, limit))
    pairs = zip(await load_cases(work, rows), await read_questions(work, rows), strict=True)
    now = work.clock.now()
    return tuple(summary_for(principal, stored, question, now) for stored, question in pairs)


def _promise(counts: Counts) -> PromiseView:
    ended = counts.met + counts.missed
    return PromiseView(**counts._asdict(), share_met=round(counts.met / ended, 3) if ended else None)
