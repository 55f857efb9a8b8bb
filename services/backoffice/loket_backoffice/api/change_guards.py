"""Guards of a change: it happens once, and only to the version that the caller saw.

A repeated call returns the case or the request as it is now for the caller. The expected version stands in the body, or
in ``If-Match`` (RFC 9110, section 13.1.1).
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header

from loket_backoffice.handlers.bodies import VersionedBody
from loket_backoffice.handlers.contribution_requests import read_request
from loket_backoffice.handlers.read_cases import read_case
from loket_backoffice.views.case_view import CaseView
from loket_backoffice.views.request_view import SingleRequestView
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, FieldError, InvalidInputError, PreconditionFailedError
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


_ENTITY_TAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')
_NO_VERSION = BilingualText(nl="Dit is geen versie.", en="This is not a version.")


@dataclass(frozen=True)
class ExpectedVersion:
    """The version in ``If-Match``; None without that header."""

    in_header: int | None

    @contextmanager
    def or_version_of(self, body: VersionedBody) -> Iterator[int | None]:
        """Yield the version that the caller saw; the header takes precedence over the body.

        Raises:
            PreconditionFailedError: the version in the header is stale.
            ConflictError: the version in the body is stale.
        """
        try:
            yield body.version if self.in_header is None else self.in_header
        except ConflictError as conflict:
            if self.in_header is None or conflict.code != "stale-version":
                raise
            raise PreconditionFailedError(conflict.code, conflict.text, conflict.current) from conflict


_Header = Annotated[str | None, Header(max_length=50, json_schema_extra={"pattern": rf"^(\*|{_ENTITY_TAG.pattern})$"})]


def _expected_version(if_match: _Header = None) -> ExpectedVersion:
    if if_match is None or if_match == "*":
        return ExpectedVersion(None)
    match = _ENTITY_TAG.fullmatch(if_match)
    if match is None:
        raise InvalidInputError(FieldError("If-Match", _NO_VERSION))
    return ExpectedVersion(int(match[1]))


IfMatch = Annotated[ExpectedVersion, Depends(_expected_version)]
