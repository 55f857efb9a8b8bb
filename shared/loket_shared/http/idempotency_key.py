"""Repeatable calls: the header ``Idempotency-Key`` (draft-ietf-httpapi-idempotency-key-header)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request

from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.json_body import NO_BODY, kept_json
from loket_shared.idempotency import IdempotentRequest, claim
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork

Answer = TypeVar("Answer")

IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=200,
        alias="Idempotency-Key",
        description="Een sleutel naar eigen keuze. Hetzelfde verzoek onder dezelfde sleutel wordt binnen 24 uur "
        "eenmaal uitgevoerd; een herhaling krijgt de uitkomst daarvan.",
    ),
]


@dataclass(frozen=True)
class Once:
    """One call; ``sending`` is None if the caller gave no key, and then the call is always carried out."""

    runtime: Runtime
    sending: IdempotentRequest | None

    async def do(
        self,
        subject: str,
        act: Callable[[UnitOfWork], Awaitable[Answer]],
        again: Callable[[UnitOfWork, str], Awaitable[Answer]],
    ) -> Answer:
        """Run ``act`` on ``subject``, in one transaction with the claim of the key.

        A repeated call is answered by ``again`` with the subject of the first call. It reads the present state as the
        caller may see it, and raises NotFoundError if the policy no longer allows the read.

        Raises:
            IdempotencyKeyReusedError: another request was sent under the key.
        """
        async with self.runtime.unit_of_work() as work:
            first = await claim(work, self.sending, subject) if self.sending else None
            return await (act(work) if first is None else again(work, first.subject))


async def _once(
    request: Request, runtime: RuntimeDep, principal: CurrentPrincipal, idempotency_key: IdempotencyKey = None
) -> Once:
    if idempotency_key is None:
        return Once(runtime, None)
    content = kept_json(request.scope)
    sent = None if content is NO_BODY else content
    return Once(runtime, IdempotentRequest(principal, idempotency_key, request.scope["path"], sent))


OnceDep = Annotated[Once, Depends(_once)]
