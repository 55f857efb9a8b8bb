"""Giving up a record that waits for events which do not come: a forged or stray one would wait for ever."""

from loket_shared.bus.dead_letters.decision import Decision, Reason, Refused
from loket_shared.bus.processor import InboxProcessor
from loket_shared.contracts.texts import Text
from loket_shared.identity.principal import Principal
from loket_shared.inbox.parking import Parked, drop_parked

_TAKEN = Text(nl="Dit bericht wacht niet meer.", en="This message does not wait any more.")


async def drop_with_reason(processor: InboxProcessor, parked: Parked, by: Principal, reason: Reason) -> None:
    """Drop ``parked``; what else waits for the missing events goes on waiting.

    Raises:
        Refused: its turn has come meanwhile, or somebody dropped it.
    """
    decision = Decision(by, "drop-parked-record", parked.handle, reason)
    async with decision.audit_failures(processor.unit_of_work), processor.unit_of_work() as work:
        if not await drop_parked(work.session, processor.group, parked):
            raise Refused("not-parked", _TAKEN)
        await decision.note(work)
