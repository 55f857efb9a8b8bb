"""``/v1/rule-sets``: the rules as data, and their lifecycle (docs/architecture.md#routing).

``/v1/rule-set-schema`` is their grammar, ``/v1/algorithm-record`` the record of the active one for the register.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.lifecycle.examples import Example
from loket_routing.domain.rule_set.document import rule_set_schema
from loket_routing.handlers.edit_rule_set import DraftBody, SaveBody, draft_rule_set, save_rule_set
from loket_routing.handlers.read_active_rule_set import read_algorithm_record
from loket_routing.handlers.read_rule_sets import list_rule_sets, read_rule_set
from loket_routing.handlers.rule_set_access import require_rule_set_reader
from loket_routing.handlers.rule_set_steps import (
    ActivationBody,
    ApprovalBody,
    RemarkBody,
    RevisionBody,
    activate_rule_set,
    approve_rule_set,
    cancel_activation,
    discard_draft,
    propose_rule_set,
    return_rule_set,
)
from loket_routing.handlers.try_rule_set import try_rule_set
from loket_routing.views.rule_set_view import RuleSetSummaryView, RuleSetView
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.idempotency_key import OnceDep
from loket_shared.http.paging import Page, PageById, last_id
from loket_shared.http.route_rules import DOCUMENT_BYTES, LONG_TEXTS_BYTES
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/rule-sets", tags=["rule sets"], route_class=DirectRoute)
schema_router = APIRouter(prefix="/v1/rule-set-schema", tags=["rule sets"], route_class=DirectRoute)
record_router = APIRouter(prefix="/v1/algorithm-record", tags=["rule sets"], route_class=DirectRoute)


@dataclass(frozen=True)
class StepOnce:
    """A call that changes a rule set; a repeated call returns the set as it is now."""

    once: OnceDep
    principal: CurrentPrincipal

    async def step(self, version: str, act: Callable[[UnitOfWork], Awaitable[object]]) -> RuleSetView:
        """Carry out ``act`` on the set ``version`` once, and return the set."""

        async def carried_out(work: UnitOfWork) -> RuleSetView:
            await act(work)
            return await read_rule_set(work, self.principal, version)

        return await self.once.do(version, carried_out, lambda work, _: read_rule_set(work, self.principal, version))


StepOnceDep = Annotated[StepOnce, Depends()]


@router.get("")
async def rule_sets(principal: CurrentPrincipal, runtime: RuntimeDep, page: PageById) -> Page[RuleSetSummaryView]:
    """Return rule sets with their lives, newest first."""
    async with runtime.unit_of_work() as work:
        found = await list_rule_sets(work, principal, page.limit + 1, last_id(page))
    next_cursor = page.next_cursor([(row_id,) for row_id in found.ids])
    return Page[RuleSetSummaryView](items=found.summaries[: page.limit], next=next_cursor)


@router.post("", status_code=201, max_body_size=DOCUMENT_BYTES)
async def draft(
    body: DraftBody, principal: CurrentPrincipal, runtime: RuntimeDep, once: OnceDep, response: Response
) -> RuleSetView:
    """Begin a new version as a copy of another."""
    async with runtime.unit_of_work() as work:
        version = await draft_rule_set(work, principal, body.based_on, once.sending)
        response.headers["Location"] = f"/v1/rule-sets/{version}"
        return await read_rule_set(work, principal, version)


@router.get("/{version}")
async def rule_set(version: str, principal: CurrentPrincipal, runtime: RuntimeDep) -> RuleSetView:
    """Return one rule set with its examples, its findings and its life."""
    async with runtime.unit_of_work() as work:
        return await read_rule_set(work, principal, version)


@router.put("/{version}", max_body_size=DOCUMENT_BYTES)
async def save(version: str, body: SaveBody, principal: CurrentPrincipal, once: StepOnceDep) -> RuleSetView:
    """Save a rule set that is not proposed yet; what is not a rule set is refused, and nothing is saved."""
    return await once.step(
        version,
        lambda work: save_rule_set(work, principal, version, body.document, body.examples, body.revision),
    )


@router.delete("/{version}")
async def discard(version: str, principal: CurrentPrincipal, once: StepOnceDep) -> RuleSetView:
    """Put a draft away that nobody will use; it stays readable."""
    return await once.step(version, lambda work: discard_draft(work, principal, version))


@router.post("/{version}/trials", max_body_size=LONG_TEXTS_BYTES)
async def try_out(version: str, body: Example, principal: CurrentPrincipal, once: OnceDep) -> Decision:
    """Return what the rule set would decide about an invented question; nothing of it is kept."""
    return await once.do(
        version,
        lambda work: try_rule_set(work, principal, version, body),
        lambda work, _: try_rule_set(work, principal, version, body),
    )


@router.post("/{version}/proposal")
async def propose(version: str, body: RevisionBody, principal: CurrentPrincipal, once: StepOnceDep) -> RuleSetView:
    """Ask a second person to approve a simulated rule set."""
    return await once.step(version, lambda work: propose_rule_set(work, principal, version, body.revision))


@router.post("/{version}/return")
async def send_back(version: str, body: RemarkBody, principal: CurrentPrincipal, once: StepOnceDep) -> RuleSetView:
    """Return a proposed rule set to its authors."""
    return await once.step(version, lambda work: return_rule_set(work, principal, version, body.remark, body.revision))


@router.post("/{version}/approval")
async def approve(version: str, body: ApprovalBody, principal: CurrentPrincipal, once: StepOnceDep) -> RuleSetView:
    """Approve a proposed rule set, as somebody who did not write it."""
    return await once.step(version, lambda work: approve_rule_set(work, principal, version, body.reason, body.revision))


@router.post("/{version}/activation")
async def activate(version: str, body: ActivationBody, principal: CurrentPrincipal, once: StepOnceDep) -> RuleSetView:
    """Put an approved rule set in force from a moment on; one that was in force before, again."""
    return await once.step(
        version, lambda work: activate_rule_set(work, principal, version, body.active_from, body.reason, body.revision)
    )


@router.post("/{version}/cancellation")
async def cancel(version: str, body: RevisionBody, principal: CurrentPrincipal, once: StepOnceDep) -> RuleSetView:
    """Take back that a rule set will come into force."""
    return await once.step(version, lambda work: cancel_activation(work, principal, version, body.revision))


@schema_router.get("")
async def schema(principal: CurrentPrincipal) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that the document of every rule set holds to."""
    require_rule_set_reader(principal)
    return rule_set_schema()


@record_router.get("")
async def algorithm_record(_: CurrentPrincipal, runtime: RuntimeDep) -> dict[str, Any]:
    """Return the record of the active rule set: a document in the form of the register's publication standard 1.0.

    Its field names are the standard's (``description_short``), so that it can be handed in as it is.
    """
    async with runtime.unit_of_work() as work:
        record = await read_algorithm_record(work, f"{runtime.settings.intake_url}/contact")
    return record.model_dump(mode="json")
