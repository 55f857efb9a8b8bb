"""Parameters that an operation does not know are refused: a filter with a misspelt name would give everything."""

from typing import Any

from fastapi import Request

from loket_shared.contracts.texts import Text
from loket_shared.failures import FieldError, InvalidInput
from loket_shared.http.description import description_of
from loket_shared.http.paths import API_PREFIX

_UNKNOWN = Text(
    nl="Deze parameter kennen wij hier niet; controleer de naam.", en="We do not know this parameter; check its name."
)


async def refuse_unknown_parameters(request: Request) -> None:
    """Hold the query of a request against the description of its operation.

    Raises:
        InvalidInput: naming every parameter that the operation does not have.
    """
    given = dict.fromkeys(request.query_params)
    if given and (unknown := given.keys() - _known(request)):
        raise InvalidInput(*(FieldError(name, _UNKNOWN) for name in given if name in unknown))


def _known(request: Request) -> set[str]:
    paths: dict[str, Any] = description_of(request.app)["paths"]
    operation = paths[request.scope["route"].path.removeprefix(API_PREFIX)][request.method.lower()]
    return {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"}
