"""Where a service publishes the description of its API (NL REST API Design Rules: publish-openapi)."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.openapi import describe
from loket_shared.http.paths import API_PREFIX

router = APIRouter(include_in_schema=False)


@router.get(f"{API_PREFIX}/openapi.json")
async def openapi(request: Request, runtime: RuntimeDep) -> Response:
    """Return the description; anybody may read it, from any other site as well."""
    state = request.app.state
    if not hasattr(state, "description"):
        state.description = describe(request.app, runtime)
    description: dict[str, Any] = state.description
    return JSONResponse(description, headers={"Access-Control-Allow-Origin": "*"})
