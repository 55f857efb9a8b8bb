"""Routes that explain an invalid body in the same sentences as the pages."""

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError

from loket_intake.domain.input_errors import INPUT_SENTENCES
from loket_shared.failures import InvalidInputError
from loket_shared.field_errors import field_errors
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.problem_details import located_errors


class InputRoute(DirectRoute):
    """A route that explains errors in its body by field; errors in its address are explained as everywhere."""

    async def answer(self, request: Request) -> Response:
        """Return the answer to ``request``, its errors in sentences."""
        try:
            return await super().answer(request)
        except RequestValidationError as error:
            raise _in_words(error) from None


def _in_words(error: RequestValidationError) -> Exception:
    if any(detail["loc"][0] != "body" or detail["type"] == "json_invalid" for detail in error.errors()):
        return error
    return InvalidInputError(*field_errors(located_errors(error), INPUT_SENTENCES))
