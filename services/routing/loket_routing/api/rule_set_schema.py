"""``/v1/rule-set-schema``: the grammar of a rule set, for editors and other programs."""

from typing import Any

from fastapi import APIRouter

from loket_routing.domain.rule_set.document import rule_set_schema
from loket_routing.handlers.rule_set_access import require_rule_set_reader
from loket_shared.identity.bearer import CurrentPrincipal

router = APIRouter(prefix="/v1/rule-set-schema", tags=["rule sets"])


@router.get("")
async def schema(principal: CurrentPrincipal) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that the document of every rule set holds to."""
    require_rule_set_reader(principal)
    return rule_set_schema()
