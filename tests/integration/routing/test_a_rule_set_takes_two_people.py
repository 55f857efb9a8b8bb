"""From draft to approved: every step by who may take it, in its order, and nothing half accepted."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest
from integration.routing.rule_sets import approved_copy, draft, proposed, simulated
from kit.personas import APPROVING_OWNER, RULE_OWNER, UNCLEARED, holder
from kit.routing_service import RoutingService

from loket_routing.domain.lifecycle.examples import Example, Expected, ExpectedExample
from loket_routing.domain.lifecycle.state_machine import RuleSetState
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.handlers.edit_rule_set import draft_rule_set, save_rule_set
from loket_routing.handlers.read_rule_sets import list_rule_sets, read_rule_set
from loket_routing.handlers.rule_set_steps import approve_rule_set, discard_draft, propose_rule_set, return_rule_set
from loket_routing.handlers.try_rule_set import try_rule_set
from loket_routing.policy import rule_set
from loket_routing.views.rule_set_view import RuleSetView
from loket_shared.failures import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from loket_shared.principal import Role
from loket_shared.unit_of_work import UnitOfWork

WRONG = ExpectedExample(topics=("sanctions",), text="Mag dit?", expect=Expected(lead="OCW"))


async def view(desk: RoutingService, version: str) -> RuleSetView:
    async with desk.unit_of_work() as work:
        return await read_rule_set(work, RULE_OWNER, version)


async def done(desk: RoutingService, act: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
    async with desk.unit_of_work() as work:
        return await act(work, *arguments)


@pytest.mark.asyncio
async def test_the_first_policy_is_in_force_from_the_beginning(desk: RoutingService) -> None:
    first = await view(desk, "2026.1")
    assert (first.state, first.findings, first.failing_examples) == (RuleSetState.ACTIVE, 0, 0)
    assert RuleSet.model_validate(first.document) == rule_set("2026.1")


@pytest.mark.asyncio
async def test_a_copy_begins_checked_and_says_what_it_was_copied_from(desk: RoutingService) -> None:
    assert await draft(desk) == "2026.2"
    assert await draft(desk) == "2026.3"
    async with desk.unit_of_work() as work:
        assert [each.version for each in (await list_rule_sets(work, RULE_OWNER)).summaries] == [
            "2026.3",
            "2026.2",
            "2026.1",
        ]
    copy = await view(desk, "2026.2")
    assert (copy.state, copy.based_on, copy.revision) == (RuleSetState.CHECKED, "2026.1", 1)


@pytest.mark.asyncio
async def test_what_is_not_a_rule_set_is_refused_and_nothing_of_it_is_kept(desk: RoutingService) -> None:
    version = await draft(desk)
    before = await view(desk, version)
    document = orjson.loads(orjson.dumps(before.document))
    document["lines"][0]["when"] = {"country": "CN"}
    with pytest.raises(InvalidInputError) as refused:
        await done(desk, save_rule_set, RULE_OWNER, version, document, [WRONG])
    assert all(error.text.nl and error.text.en for error in refused.value.errors)
    assert await view(desk, version) == before


@pytest.mark.asyncio
async def test_a_finding_keeps_a_set_a_draft_until_it_is_mended(desk: RoutingService) -> None:
    version = await draft(desk)
    sound = (await view(desk, version)).document
    document = orjson.loads(orjson.dumps(sound))
    document["lines"] = [line for line in document["lines"] if line["number"] != 7]
    document["precedence"] = [number for number in document["precedence"] if number != 7]
    verdict = await done(desk, save_rule_set, RULE_OWNER, version, document)
    assert verdict.findings
    assert (await view(desk, version)).state is RuleSetState.DRAFT
    await done(desk, save_rule_set, RULE_OWNER, version, sound)
    assert (await view(desk, version)).state is RuleSetState.CHECKED


@pytest.mark.asyncio
async def test_an_author_never_approves(desk: RoutingService) -> None:
    version = await draft(desk)
    await done(desk, save_rule_set, APPROVING_OWNER, version)
    await proposed(desk, version)
    for author in (RULE_OWNER, APPROVING_OWNER):
        with pytest.raises(ForbiddenError):
            await done(desk, approve_rule_set, author, version)
    assert (await view(desk, version)).state is RuleSetState.PROPOSED


@pytest.mark.asyncio
async def test_failing_examples_are_accepted_by_a_second_person_with_a_reason_only(desk: RoutingService) -> None:
    version = await draft(desk)
    verdict = await done(desk, save_rule_set, RULE_OWNER, version, None, [WRONG])
    assert [(failing.number, failing.got.lead) for failing in verdict.failing] == [(1, "BZ")]
    await proposed(desk, version)
    with pytest.raises(ConflictError):
        await done(desk, approve_rule_set, APPROVING_OWNER, version)
    await done(desk, approve_rule_set, APPROVING_OWNER, version, "Het voorbeeld is verouderd.")
    approved = await view(desk, version)
    assert approved.state is RuleSetState.APPROVED
    assert approved.steps[-1].reason == "Het voorbeeld is verouderd."


@pytest.mark.asyncio
async def test_a_proposed_set_does_not_change_and_a_returned_one_does(desk: RoutingService) -> None:
    version = await draft(desk)
    await proposed(desk, version)
    with pytest.raises(ConflictError):
        await done(desk, save_rule_set, RULE_OWNER, version, None, [])
    await done(desk, return_rule_set, APPROVING_OWNER, version, "Regel 3 is te ruim.")
    await done(desk, save_rule_set, RULE_OWNER, version, None, [])
    assert (await view(desk, version)).state is RuleSetState.CHECKED


@pytest.mark.asyncio
async def test_a_set_that_was_saved_since_it_was_simulated_is_not_proposed(desk: RoutingService) -> None:
    version = await draft(desk)
    await simulated(desk, version)
    await done(desk, save_rule_set, RULE_OWNER, version)
    with pytest.raises(ConflictError):
        await done(desk, propose_rule_set, RULE_OWNER, version)


@pytest.mark.asyncio
async def test_who_did_not_see_the_last_revision_changes_nothing(desk: RoutingService) -> None:
    version = await draft(desk)
    await done(desk, save_rule_set, RULE_OWNER, version, None, [], 1)
    with pytest.raises(ConflictError) as refused:
        await done(desk, save_rule_set, APPROVING_OWNER, version, None, [WRONG], 1)
    assert refused.value.current == {"revision": 2}


@pytest.mark.asyncio
async def test_a_draft_is_put_away_and_an_approved_set_is_not(desk: RoutingService) -> None:
    version = await draft(desk)
    await done(desk, discard_draft, RULE_OWNER, version)
    assert (await view(desk, version)).state is RuleSetState.DISCARDED
    with pytest.raises(ConflictError):
        await done(desk, discard_draft, RULE_OWNER, await approved_copy(desk))


@pytest.mark.asyncio
async def test_others_look_at_most(desk: RoutingService) -> None:
    async def begin(work: UnitOfWork, role: Role) -> None:
        await draft_rule_set(work, holder(role), "2026.1")

    for role in (Role.ASKER, Role.COORDINATOR, Role.SYSTEM):
        with pytest.raises(NotFoundError):
            await done(desk, list_rule_sets, holder(role))
        with pytest.raises(NotFoundError):
            await done(desk, begin, role)
    assert await done(desk, list_rule_sets, UNCLEARED)
    for role in (Role.OPERATOR, Role.AUDITOR):
        with pytest.raises(ForbiddenError):
            await done(desk, begin, role)


@pytest.mark.asyncio
async def test_a_draft_can_be_tried_on_an_invented_question(desk: RoutingService) -> None:
    version = await draft(desk)
    decision = await done(desk, try_rule_set, RULE_OWNER, version, Example(topics=("sanctions",), text="Een fregat."))
    assert (decision.rule_set_version, decision.lead, decision.contributors) == (version, "BZ", ("MIVD",))
