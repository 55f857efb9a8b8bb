"""The composition root of the back office."""

from loket_backoffice.api import answer, cases, contribution_requests, operations
from loket_backoffice.background import LOOPS
from loket_backoffice.handlers.owner_of_record import owner_of_record
from loket_backoffice.pages import MOVED, PAGES
from loket_backoffice.subscriptions import SUBSCRIPTIONS
from loket_policy.policy import DESK_POLICY
from loket_shared.contracts.texts import BilingualText
from loket_shared.contracts.topics import Topic
from loket_shared.service.log_shipper import run_log_shipper
from loket_shared.service.loops import AUDIT_LOOPS, run_key_sweeper
from loket_shared.service.runtime import ServiceDefinition
from loket_shared.service.settings import ServiceSettings

SERVICE = ServiceDefinition(
    name="backoffice",
    title=BilingualText(nl="backoffice", en="back office"),
    version="0.1.0",
    settings=ServiceSettings,
    publishes=(Topic.CASES, Topic.CONTRIBUTIONS),
    subscriptions=SUBSCRIPTIONS,
    policy=DESK_POLICY,
    routers=(cases.router, answer.router, contribution_requests.router, operations.router),
    pages=PAGES,
    moved=MOVED,
    owner_of_record=owner_of_record,
    background=(*LOOPS, *AUDIT_LOOPS, run_log_shipper, run_key_sweeper),
)
