"""Routes that explain an invalid body in the same sentences as the pages."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from loket_intake.domain.input_errors import INPUT_SENTENCES
from loket_shared.failures import InvalidInputError
from loket_shared.field_errors import field_errors
from loket_shared.http.problem_details import located_errors


class InputRoute(APIRoute):
    """A route that explains errors in its body by field; errors in its address are explained as everywhere."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the route's handler, its errors in sentences."""
        answer = super().get_route_handler()

        async def answer_in_words(request: Request) -> Response:
            try:
                return await answer(request)
            except RequestValidationError as error:
                raise _in_words(error) from None

        return answer_in_words


def _in_words(error: RequestValidationError) -> Exception:
    if any(detail["loc"][0] != "body" or detail["type"] == "json_invalid" for detail in error.errors()):
        return error
    return InvalidInputError(*field_errors(located_errors(error), INPUT_SENTENCES))
