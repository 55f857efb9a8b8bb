"""``/v1/algorithm-record``: the record of routing for the register of algorithms."""

from typing import Any

from fastapi import APIRouter

from loket_routing.handlers.read_active_rule_set import read_algorithm_record
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.identity.bearer import CurrentPrincipal

router = APIRouter(prefix="/v1/algorithm-record", tags=["rule sets"])


@router.get("")
async def algorithm_record(_: CurrentPrincipal, runtime: RuntimeDep) -> dict[str, Any]:
    """Return the record of the active rule set: a document in the form of the register's publication standard 1.0.

    Its field names are the standard's (``description_short``), so that it can be handed in as it is.
    """
    async with runtime.unit_of_work() as work:
        record = await read_algorithm_record(work, f"{runtime.settings.intake_url}/contact")
    return record.model_dump(mode="json")
