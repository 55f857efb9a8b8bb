"""The composition root of the notifications service."""

from loket_notifications.api.deliveries import router as deliveries
from loket_notifications.background import measure_deliveries, send_messages, tag_owners
from loket_notifications.handlers.tag_covert_owners import find_dead_letter_owner, owner_of_record
from loket_notifications.settings import NotificationsSettings
from loket_notifications.subscriptions import SUBSCRIPTIONS
from loket_policy.policy import DESK_POLICY
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.texts import BilingualText
from loket_shared.contracts.topics import Topic
from loket_shared.service.log_shipper import run_log_shipper
from loket_shared.service.loops import AUDIT_LOOPS, run_key_sweeper
from loket_shared.service.runtime import ServiceDefinition

SERVICE = ServiceDefinition(
    name="notifications",
    title=BilingualText(nl="berichten", en="notifications"),
    version="0.1.0",
    settings=NotificationsSettings,
    publishes=(Topic.NOTIFICATIONS,),
    subscriptions=SUBSCRIPTIONS,
    policy=DESK_POLICY,
    routers=(deliveries,),
    background=(
        send_messages,
        measure_deliveries,
        tag_owners,
        *AUDIT_LOOPS,
        run_log_shipper,
        run_key_sweeper,
    ),
    owner_of=find_dead_letter_owner,
    owner_of_record=owner_of_record,
    desk_compartment=Compartment.ASKER,
)
