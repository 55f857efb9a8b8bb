"""The composition of the back office."""

from loket_backoffice.api import answer, case_work, cases, contribution_requests, operations
from loket_backoffice.background import LOOPS
from loket_backoffice.handlers.owner_of_record import owner_of_record
from loket_backoffice.pages import PAGES
from loket_backoffice.subscriptions import SUBSCRIPTIONS
from loket_shared import audit
from loket_shared.contracts.texts import Text
from loket_shared.contracts.topics import Topic
from loket_shared.idempotency.sweeping import keep_keys_swept
from loket_shared.ops.runtime import ServiceDefinition
from loket_shared.ops.settings import ServiceSettings
from loket_shared.processing_log import keep_processing_logged

SERVICE = ServiceDefinition(
    name="backoffice",
    title=Text(nl="backoffice", en="back office"),
    version="0.1.0",
    settings=ServiceSettings,
    publishes=(Topic.CASES, Topic.CONTRIBUTIONS),
    subscriptions=SUBSCRIPTIONS,
    routers=(cases.router, case_work.router, answer.router, contribution_requests.router, operations.router),
    pages=PAGES,
    owner_of_record=owner_of_record,
    background=(*LOOPS, *audit.LOOPS, keep_processing_logged, keep_keys_swept),
)
