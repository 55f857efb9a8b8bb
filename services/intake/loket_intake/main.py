"""The composition root of the intake service."""

from loket_intake.api import code_lists, question_transfers, questions
from loket_intake.handlers.drafts import run_draft_sweeper
from loket_intake.handlers.renew_pseudonyms import run_pseudonym_renewal
from loket_intake.pages import MOVED, PAGES
from loket_intake.subscriptions import SUBSCRIPTIONS
from loket_policy.policy import DESK_POLICY
from loket_shared.contracts.texts import BilingualText
from loket_shared.contracts.topics import Topic
from loket_shared.service.log_shipper import run_log_shipper
from loket_shared.service.loops import AUDIT_LOOPS, run_key_sweeper
from loket_shared.service.runtime import ServiceDefinition
from loket_shared.service.settings import ServiceSettings

SERVICE = ServiceDefinition(
    name="intake",
    title=BilingualText(nl="vragen", en="questions"),
    version="0.1.0",
    settings=ServiceSettings,
    publishes=(Topic.QUESTIONS,),
    subscriptions=SUBSCRIPTIONS,
    policy=DESK_POLICY,
    routers=(questions.router, question_transfers.router, code_lists.router),
    pages=PAGES,
    moved=MOVED,
    background=(
        *AUDIT_LOOPS,
        run_log_shipper,
        run_pseudonym_renewal,
        run_key_sweeper,
        run_draft_sweeper,
    ),
)
