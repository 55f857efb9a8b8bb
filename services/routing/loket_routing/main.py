"""The composition root of the routing service."""

from loket_policy.policy import DESK_POLICY
from loket_routing.api import decisions, rule_quality, rule_sets, simulations
from loket_routing.background import run_announcer, run_participant_backfill, run_release_offers, run_simulations
from loket_routing.pages import MOVED, PAGES
from loket_routing.subscriptions import SUBSCRIPTIONS
from loket_shared.contracts.texts import BilingualText
from loket_shared.contracts.topics import Topic
from loket_shared.service.log_shipper import run_log_shipper
from loket_shared.service.loops import AUDIT_LOOPS, run_key_sweeper
from loket_shared.service.runtime import ServiceDefinition
from loket_shared.service.settings import ServiceSettings

SERVICE = ServiceDefinition(
    name="routing",
    title=BilingualText(nl="routering", en="routing"),
    version="0.1.0",
    settings=ServiceSettings,
    publishes=(Topic.ROUTING,),
    subscriptions=SUBSCRIPTIONS,
    policy=DESK_POLICY,
    routers=(
        decisions.router,
        rule_sets.router,
        rule_sets.schema_router,
        simulations.router,
        rule_quality.router,
        rule_sets.record_router,
    ),
    pages=PAGES,
    moved=MOVED,
    background=(
        run_announcer,
        run_simulations,
        run_participant_backfill,
        run_release_offers,
        *AUDIT_LOOPS,
        run_log_shipper,
        run_key_sweeper,
    ),
)
