"""What a route asks for by its type."""

from typing import Annotated

from fastapi import Depends, Request

from loket_shared.service.runtime import Runtime


async def current_runtime(request: Request) -> Runtime:
    """Return the running service that answers ``request``; a coroutine, as others cost a thread each."""
    runtime: Runtime = request.app.state.runtime
    return runtime


RuntimeDep = Annotated[Runtime, Depends(current_runtime)]
