"""The dependencies that routes inject: the running service, the id in ``/{id}``, and the check of query parameters."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError, NotFoundError
from loket_shared.http.description import description_of
from loket_shared.http.route_rules import API_PREFIX
from loket_shared.service.runtime import Runtime


async def current_runtime(request: Request) -> Runtime:
    """Return the running service of ``request``."""
    runtime: Runtime = request.app.state.runtime
    return runtime


RuntimeDep = Annotated[Runtime, Depends(current_runtime)]


async def _read_id(id: str) -> UUID:
    """Return the id; a coroutine, because FastAPI runs plain functions in threads.

    Raises:
        NotFoundError: the text is not a UUID, so nothing with this id exists.
    """
    try:
        return UUID(id)
    except ValueError:
        raise NotFoundError from None


PathId = Annotated[UUID, Depends(_read_id)]
"""The id in the address."""


_UNKNOWN = BilingualText(
    nl="Deze parameter kennen wij hier niet; controleer de naam.", en="We do not know this parameter; check its name."
)


async def refuse_unknown_parameters(request: Request) -> None:
    """Refuse query parameters that the operation does not describe.

    Raises:
        InvalidInputError: names every unknown parameter.
    """
    given = dict.fromkeys(request.query_params)
    if given and (unknown := given.keys() - _known_parameters(request)):
        raise InvalidInputError(*(FieldError(name, _UNKNOWN) for name in given if name in unknown))


def _known_parameters(request: Request) -> set[str]:
    paths: dict[str, Any] = description_of(request.app)["paths"]
    operation = paths[request.scope["route"].path.removeprefix(API_PREFIX)][request.method.lower()]
    return {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"}
