"""The pages to list rule sets, to begin a new one, to compare two, and on the record of the active one."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from loket_routing.domain.access import may_change_rule_sets
from loket_routing.handlers.edit_rule_set import draft_rule_set
from loket_routing.handlers.read_active_rule_set import read_algorithm_record
from loket_routing.handlers.read_rule_sets import compare_rule_sets, list_rule_sets
from loket_routing.handlers.rule_set_access import require_rule_set_reader
from loket_routing.pages.page_context import REGISTER, RULE_SETS, PageContextDep
from loket_shared.web.form_keys import form_sending
from loket_shared.web.forms import Form
from loket_shared.web.page_context import redirect

router = APIRouter()


@router.get("/")
async def front(context: PageContextDep) -> Response:
    """Go to the rule sets.

    Raises:
        NotFoundError: there are none for this reader.
    """
    require_rule_set_reader(context.principal)
    return redirect(RULE_SETS)


@router.get(RULE_SETS)
async def show(context: PageContextDep) -> Response:
    """Show every rule set, newest first, with a button to restore the previous one."""
    async with context.work() as work:
        found = await list_rule_sets(work, context.principal)
    return context.page(
        "rule_sets.html",
        rule_sets=found.summaries,
        previous=found.timetable.previous(context.runtime.clock.now()),
        may_change=may_change_rule_sets(context.principal),
    )


@router.post(RULE_SETS)
async def draft(context: PageContextDep) -> Response:
    """Begin a new version as a copy of another."""
    based_on = str((await context.request.form()).get("basedOn", ""))
    sending = await form_sending(context.principal, context.request, {"basedOn": [based_on]})
    async with context.work() as work:
        version = await draft_rule_set(work, context.principal, based_on, sending)
    return redirect(f"{RULE_SETS}/{version}", "draft")


@router.get(f"{RULE_SETS}/{{version}}/verschillen")
async def show_differences(
    context: PageContextDep, version: str, other: Annotated[str, Query(alias="met", max_length=20)] = ""
) -> Response:
    """Show the differences from another version, by default the active one."""
    async with context.work() as work:
        compared = await compare_rule_sets(work, context.principal, version, other or None, context.today)
        versions = [each.version for each in (await list_rule_sets(work, context.principal)).summaries]
    return context.page(
        "differences.html",
        shown=compared.shown,
        set=compared.shown.view,
        compared=compared,
        versions=[(each, each) for each in versions if each != version],
        form=Form.filled({"met": compared.other}),
    )


@router.get(REGISTER)
async def show_record(context: PageContextDep) -> Response:
    """Show the record of the active rule set in the public register."""
    async with context.work() as work:
        record = await read_algorithm_record(work, f"{context.runtime.settings.intake_url}/contact")
    return context.page("register.html", record=record)
