"""Refusing parameters that a route does not know: one that is misspelt must not silently narrow nothing."""

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant

from loket_shared.contracts.texts import Text
from loket_shared.failures import FieldError, InvalidInput
from loket_shared.http.language import QUERY

_UNKNOWN = Text(nl="Deze parameter bestaat hier niet.", en="There is no such parameter here.")


async def _refuse_unknown(request: Request) -> None:
    """Let pass a request with no other parameters than the route's own, and the choice of a language.

    Raises:
        InvalidInput: it has others.
    """
    known = {QUERY, *_names(request.scope["route"].dependant)}
    if unknown := [name for name in dict.fromkeys(request.query_params) if name not in known]:
        raise InvalidInput(*(FieldError(name, _UNKNOWN) for name in unknown))


def _names(dependant: Dependant) -> set[str]:
    own = {field.alias for field in dependant.query_params}
    return own.union(*map(_names, dependant.dependencies))


KNOWN_PARAMETERS_ONLY = Depends(_refuse_unknown)
"""For a route's ``dependencies``."""
