"""The intake service: everything it consists of, in one place."""

from loket_intake.api import code_lists, question_transfers, questions
from loket_intake.handlers.drafts import run_draft_sweeper
from loket_intake.handlers.renew_pseudonyms import run_pseudonym_renewal
from loket_intake.pages import drafts, lists, public, question, steps, submit
from loket_intake.subscriptions import SUBSCRIPTIONS
from loket_shared import audit
from loket_shared.contracts.texts import Text
from loket_shared.contracts.topics import Topic
from loket_shared.idempotency.sweeping import keep_keys_swept
from loket_shared.ops.runtime import ServiceDefinition
from loket_shared.ops.settings import ServiceSettings
from loket_shared.processing_log import keep_processing_logged

SERVICE = ServiceDefinition(
    name="intake",
    title=Text(nl="vragen", en="questions"),
    version="0.1.0",
    settings=ServiceSettings,
    publishes=(Topic.QUESTIONS,),
    subscriptions=SUBSCRIPTIONS,
    routers=(questions.router, question_transfers.router, code_lists.router),
    # ``steps`` comes after ``drafts`` and ``submit``: it takes every other page of a draft.
    pages=(public.router, lists.router, drafts.router, submit.router, steps.router, question.router),
    background=(
        *audit.LOOPS,
        keep_processing_logged,
        run_pseudonym_renewal,
        keep_keys_swept,
        run_draft_sweeper,
    ),
)
