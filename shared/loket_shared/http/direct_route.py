"""A route that FastAPI declares and describes, but that answers without FastAPI's own way through a request.

FastAPI solves a dependency once for each dependant that has it, keeps three stacks of resources, parses the body again,
and validates a response before it encodes it. Here each dependency is solved once, the body is the value that the guard
has parsed, and the response is encoded once.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.dependencies.utils import request_body_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

from loket_shared.http.dependencies import refuse_unknown_parameters
from loket_shared.http.json_body import kept_json
from loket_shared.http.solving import Solving, steps_of


class DirectRoute(APIRoute):
    """A route of the API; it refuses unknown query parameters, and runs plain dependencies on the event loop."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the function that answers."""
        self._steps = steps_of(self.dependant)
        return self.answer

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request at the address of this route."""
        if self.methods and scope["method"] not in self.methods:
            await super().handle(scope, receive, send)
            return
        answer = await self.answer(Request(scope, receive, send))
        await answer(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        """Return the answer to ``request``.

        Raises:
            RequestValidationError: the parameters or the body are invalid.
        """
        await refuse_unknown_parameters(request)
        head = Response()
        del head.headers["content-length"]
        given = await self.endpoint(**await self._arguments(request, head))
        if isinstance(given, Response):
            return given
        if self.response_field is None:
            raise TypeError("an endpoint returns a model or a response")
        content = self.response_field.serialize_json(given, exclude_unset=self.response_model_exclude_unset)
        answer = Response(content, self.status_code or 200)
        answer.raw_headers += [(b"content-type", b"application/json"), *head.raw_headers]
        return answer

    async def _arguments(self, request: Request, head: Response) -> dict[str, Any]:
        """Return the arguments of the endpoint; what it sets in ``head`` becomes a header of the answer."""
        solving = Solving(request)
        for call, step in self._steps.items():
            await solving.solve(call, step)
        arguments = solving.arguments_of(self.dependant)
        if self.dependant.body_params:
            body, wrong = await request_body_to_args(
                self.dependant.body_params, kept_json(request.scope), self._embed_body_fields
            )
            arguments |= body
            solving.errors += wrong
        if solving.errors:
            raise RequestValidationError(solving.errors)
        if self.dependant.response_param_name:
            arguments[self.dependant.response_param_name] = head
        return arguments
