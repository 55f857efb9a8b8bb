"""The notifications service: everything it is made of, in one place."""

from loket_notifications.api.deliveries import router as deliveries
from loket_notifications.handlers.owner_of_dead_letter import owner_of_dead_letter
from loket_notifications.handlers.owner_of_record import owner_of_record
from loket_notifications.measuring import measure_letters
from loket_notifications.owning import keep_owners
from loket_notifications.sending import send_letters
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
        send_letters,
        measure_letters,
        keep_owners,
        *AUDIT_LOOPS,
        run_log_shipper,
        run_key_sweeper,
    ),
    owner_of=owner_of_dead_letter,
    owner_of_record=owner_of_record,
    desk_compartment=Compartment.ASKER,
)
