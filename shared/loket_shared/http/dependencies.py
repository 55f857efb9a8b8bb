"""Dependencies that routes inject by type."""

from typing import Annotated

from fastapi import Depends, Request

from loket_shared.service.runtime import Runtime


async def current_runtime(request: Request) -> Runtime:
    """Return the running service of ``request``; a coroutine, because FastAPI runs plain functions in threads."""
    runtime: Runtime = request.app.state.runtime
    return runtime


RuntimeDep = Annotated[Runtime, Depends(current_runtime)]
