"""The id of a thing in an address: ``/{id}``."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError, NotFoundError
from loket_shared.http.description import description_of
from loket_shared.http.paths import API_PREFIX


def _read(id: str) -> UUID:
    """Read the id; what cannot be one names nothing that exists.

    Raises:
        NotFound: it is no id.
    """
    try:
        return UUID(id)
    except ValueError:
        raise NotFoundError from None


PathId = Annotated[UUID, Depends(_read)]
"""The id that stands in the address."""


_UNKNOWN = BilingualText(
    nl="Deze parameter kennen wij hier niet; controleer de naam.", en="We do not know this parameter; check its name."
)


async def refuse_unknown_parameters(request: Request) -> None:
    """Hold the query of a request against the description of its operation.

    Raises:
        InvalidInput: naming every parameter that the operation does not have.
    """
    given = dict.fromkeys(request.query_params)
    if given and (unknown := given.keys() - _known(request)):
        raise InvalidInputError(*(FieldError(name, _UNKNOWN) for name in given if name in unknown))


def _known(request: Request) -> set[str]:
    paths: dict[str, Any] = description_of(request.app)["paths"]
    operation = paths[request.scope["route"].path.removeprefix(API_PREFIX)][request.method.lower()]
    return {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"}
