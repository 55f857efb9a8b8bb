"""The page of one rule set, with the actions of its forms."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator, Field

from loket_routing.domain.presentation.rule_table import find_rules, rule_rows, rule_table
from loket_routing.handlers.read_rule_sets import ShownRuleSet, show_rule_set
from loket_routing.handlers.rule_set_access import lock_revision, require_rule_set_owner
from loket_routing.handlers.rule_set_steps import (
    ApprovalBody,
    OwnerText,
    RemarkBody,
    RevisionBody,
    activate_rule_set,
    approve_rule_set,
    cancel_activation,
    discard_draft,
    propose_rule_set,
    return_rule_set,
)
from loket_routing.pages.field_names import RULE_SET_FIELDS
from loket_routing.pages.page_context import RULE_SETS, PageContext, PageContextDep
from loket_shared.local_time import DUTCH_TIME
from loket_shared.principal import Principal
from loket_shared.timestamps import require_everywhere
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_actions import (
    NOTHING_REFUSED,
    FormAction,
    FormActions,
    RefusedForm,
    Versions,
    redirect_with_unsent,
    still_typed,
)
from loket_shared.web.page_context import redirect
from loket_shared.web.unsent_forms import unsent_on


def _at_the_desk(moment: datetime) -> datetime:
    """Return a moment without a time zone as a moment in the time zone of the desk."""
    return require_everywhere(moment if moment.tzinfo else moment.replace(tzinfo=DUTCH_TIME))


class ActivationForm(RevisionBody):
    """``from``: the begin of the activation in the desk's time; as soon as possible if it is empty."""

    active_from: Annotated[datetime, AfterValidator(_at_the_desk)] | None = Field(default=None, alias="from")
    reason: OwnerText | None = None


class RestorationForm(RevisionBody):
    """``reason``: why a rule set that was in force before comes back."""

    reason: OwnerText


async def _revisions(work: UnitOfWork, principal: Principal, version: str) -> Versions:
    return dict.fromkeys(("approve", "return", "activate"), await lock_revision(work, principal, version))


RULE_SET_ACTIONS: FormActions[str] = FormActions(
    {
        "propose": FormAction(
            RevisionBody,
            lambda work, principal, version, body: propose_rule_set(work, principal, version, body.revision),
        ),
        "return": FormAction(
            RemarkBody,
            lambda work, principal, version, body: return_rule_set(
                work, principal, version, body.remark, body.revision
            ),
        ),
        "approve": FormAction(
            ApprovalBody,
            lambda work, principal, version, body: approve_rule_set(
                work, principal, version, body.reason, body.revision
            ),
        ),
        "activate": FormAction(
            ActivationForm,
            lambda work, principal, version, body: activate_rule_set(
                work, principal, version, body.active_from, body.reason, body.revision
            ),
        ),
        "cancel": FormAction(
            RevisionBody,
            lambda work, principal, version, body: cancel_activation(work, principal, version, body.revision),
        ),
        "discard": FormAction(
            RevisionBody, lambda work, principal, version, body: discard_draft(work, principal, version, body.revision)
        ),
    },
    _revisions,
    names=RULE_SET_FIELDS,
)
"""The use cases behind the form's buttons, by button name; the API uses the same."""

RESTORATION: FormActions[str] = FormActions(
    {
        "restore": FormAction(
            RestorationForm,
            lambda work, principal, version, body: activate_rule_set(
                work, principal, version, None, body.reason, body.revision
            ),
        )
    },
    names=RULE_SET_FIELDS,
)
"""The form on which an owner confirms going back to the previous set."""

router = APIRouter(prefix=RULE_SETS)

SearchWords = Annotated[str, Query(alias="zoek", max_length=100)]


@router.get("/{version}")
async def show(context: PageContextDep, version: str, words: SearchWords = "") -> Response:
    """Show the rules that contain ``words``, by topic; all rules if there are no words."""
    return await _page(context, version, still_typed(await unsent_on(context.request)), words)


@router.post("/{version}")
async def act(context: PageContextDep, version: str) -> Response:
    """Take a step in the lifecycle of the rule set; if it is refused, show the reason and keep the input."""
    done = await RULE_SET_ACTIONS.dispatch(context, version)
    if isinstance(done, RefusedForm):
        return await _page(context, version, done)
    return await redirect_with_unsent(context, f"{RULE_SETS}/{version}", done)


@router.get("/{version}/terugzetten")
async def ask_back(context: PageContextDep, version: str) -> Response:
    """Ask for a confirmation before an earlier rule set is restored."""
    return await _restoration(context, version, NOTHING_REFUSED)


@router.post("/{version}/terugzetten")
async def bring_back(context: PageContextDep, version: str) -> Response:
    """Activate a rule set that was in force before, as soon as possible."""
    done = await RESTORATION.dispatch(context, version)
    return (
        await _restoration(context, version, done) if isinstance(done, RefusedForm) else redirect(RULE_SETS, done.act)
    )


async def _page(context: PageContext, version: str, refused: RefusedForm, words: str = "") -> Response:
    shown = await _shown(context, version)
    rows = rule_rows(shown.rule_set, context.today) if shown.rule_set else ()
    return context.page(
        "rule_set.html",
        refused.status,
        shown=shown,
        set=shown.view,
        groups=rule_table(find_rules(rows, words)),
        **RULE_SET_ACTIONS.shown(refused, {"zoek": words}),
    )


async def _restoration(context: PageContext, version: str, refused: RefusedForm) -> Response:
    require_rule_set_owner(context.principal)
    shown = await _shown(context, version)
    return context.page(
        "restoration.html", refused.status, shown=shown, set=shown.view, refused=refused, form=refused.form
    )


async def _shown(context: PageContext, version: str) -> ShownRuleSet:
    async with context.work() as work:
        return await show_rule_set(work, context.principal, version)
