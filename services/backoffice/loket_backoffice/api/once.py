"""Idempotent actions: a repeated call returns the case or the request as it is now for the caller."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from loket_backoffice.handlers.read_case import read_case
from loket_backoffice.handlers.read_request import read_request
from loket_backoffice.views.case_view import CaseView
from loket_backoffice.views.request_view import SingleRequestView
from loket_shared.http.idempotency_key import OnceDep
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ActOnce:
    """One call that changes something."""

    once: OnceDep
    principal: CurrentPrincipal

    async def on_case(self, reference: str, act: Callable[[UnitOfWork], Awaitable[CaseView]]) -> CaseView:
        """Carry out ``act`` on the case, once."""
        return await self.once.do(reference, act, lambda work, _: read_case(work, self.principal, reference))

    async def on_request(
        self, request_id: UUID, act: Callable[[UnitOfWork], Awaitable[SingleRequestView]]
    ) -> SingleRequestView:
        """Carry out ``act`` on the request, or make it, once; a repeated call gets the request of the first call."""
        return await self.once.do(
            str(request_id), act, lambda work, first: read_request(work, self.principal, UUID(first))
        )


Once = Annotated[ActOnce, Depends()]
