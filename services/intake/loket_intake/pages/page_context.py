"""The context of a request for a page: the request, the reader, and the renderer."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse

from loket_intake.domain.access import may_submit
from loket_intake.domain.draft import FormFields, collect_fields
from loket_intake.pages.labels import Labels
from loket_shared.contracts.texts import Language
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.language import language_of
from loket_shared.identity.session_auth import OptionalPrincipal, SessionPrincipal
from loket_shared.local_time import local_date
from loket_shared.principal import Role
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.pages import PagesDep

AIVD = "079-320 50 50"
TELEPHONE = "(088 04) 26200"


@dataclass(frozen=True)
class PublicPageContext:
    """The context of a page for everybody, signed in or not."""

    request: Request
    pages: PagesDep
    principal: OptionalPrincipal
    runtime: RuntimeDep

    @property
    def language(self) -> Language:
        """The reader's language."""
        return language_of(self.request)

    @property
    def today(self) -> date:
        """Today in the time zone of the desk."""
        return local_date(self.runtime.clock.now())

    def render(self, template: str, status_code: int = 200, **values: Any) -> HTMLResponse:
        """Return the page ``template``."""
        principal = self.principal
        return self.pages.render(
            self.request,
            template,
            status_code,
            labels=Labels(self.language),
            may_submit=principal is not None and may_submit(principal),
            is_coordinator=principal is not None and principal.role is Role.COORDINATOR,
            aivd=AIVD,
            telephone=TELEPHONE,
            **values,
        )


@dataclass(frozen=True)
class PageContext(PublicPageContext):
    """The context of a page for somebody who is signed in."""

    principal: SessionPrincipal

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one transaction."""
        return self.runtime.unit_of_work()

    async def form_fields(self) -> FormFields:
        """Return the fields of the form that was sent."""
        pairs = (await self.request.form()).multi_items()
        return collect_fields((name, value) for name, value in pairs if isinstance(value, str))


PublicPageContextDep = Annotated[PublicPageContext, Depends()]
PageContextDep = Annotated[PageContext, Depends()]


def redirect(address: str) -> RedirectResponse:
    """Send the browser to another page after a form (303, RFC 9110, section 15.4.4)."""
    return RedirectResponse(address, status_code=303)
