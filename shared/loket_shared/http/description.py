"""Where a service publishes the description of its API (NL REST API Design Rules: publish-openapi)."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from loket_shared.http.openapi import describe
from loket_shared.http.paths import API_PREFIX

router = APIRouter(include_in_schema=False)


@router.get(f"{API_PREFIX}/openapi.json")
async def openapi(request: Request) -> Response:
    """Return the description; anybody may read it, from any other site as well."""
    return JSONResponse(description_of(request.app), headers={"Access-Control-Allow-Origin": "*"})


def description_of(app: FastAPI) -> dict[str, Any]:
    """Return the description of what ``app`` serves, which is made once."""
    if not hasattr(app.state, "description"):
        app.state.description = describe(app, app.state.runtime)
    description: dict[str, Any] = app.state.description
    return description
