"""What the forms on the page of a rule set do."""

from loket_routing.api.rule_set_bodies import ApprovalBody, RemarkBody, Seen
from loket_routing.handlers.lifecycle.activate_rule_set import activate_rule_set
from loket_routing.handlers.lifecycle.approve_rule_set import approve_rule_set
from loket_routing.handlers.lifecycle.cancel_activation import cancel_activation
from loket_routing.handlers.lifecycle.discard_draft import discard_draft
from loket_routing.handlers.lifecycle.find import lock_revision
from loket_routing.handlers.lifecycle.propose_rule_set import propose_rule_set
from loket_routing.handlers.lifecycle.return_rule_set import return_rule_set
from loket_routing.pages.bodies import ActivationForm, RestorationForm
from loket_routing.pages.field_names import RULE_SET_FIELDS
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_actions import FormAction, FormActions, Versions


async def _revisions(work: UnitOfWork, owner: Principal, version: str) -> Versions:
    return dict.fromkeys(("approve", "return", "activate"), await lock_revision(work, owner, version))


RULE_SET_ACTS: FormActions[str] = FormActions(
    {
        "propose": FormAction(Seen, lambda w, who, v, b: propose_rule_set(w, who, v, b.revision)),
        "return": FormAction(RemarkBody, lambda w, who, v, b: return_rule_set(w, who, v, b.remark, b.revision)),
        "approve": FormAction(ApprovalBody, lambda w, who, v, b: approve_rule_set(w, who, v, b.reason, b.revision)),
        "activate": FormAction(
            ActivationForm,
            lambda w, who, v, b: activate_rule_set(w, who, v, b.active_from, b.reason, b.revision),
        ),
        "cancel": FormAction(Seen, lambda w, who, v, b: cancel_activation(w, who, v, b.revision)),
        "discard": FormAction(Seen, lambda w, who, v, b: discard_draft(w, who, v, b.revision)),
    },
    _revisions,
    names=RULE_SET_FIELDS,
)
"""By the name of the form's button: the same use cases as the API."""

RESTORATION: FormActions[str] = FormActions(
    {
        "restore": FormAction(
            RestorationForm, lambda w, who, v, b: activate_rule_set(w, who, v, None, b.reason, b.revision)
        )
    },
    names=RULE_SET_FIELDS,
)
"""The one form of the page on which somebody confirms going back to the previous set."""
