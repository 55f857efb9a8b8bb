"""One visit to one page: who comes, with what, and how the page is made."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse

from loket_intake.domain.access import may_submit
from loket_intake.domain.draft import Typed, typed
from loket_intake.domain.promise import local_date
from loket_intake.pages.vocabulary import Vocabulary
from loket_shared.contracts.texts import Language
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.language import language_of
from loket_shared.identity.session_auth import OptionalPrincipal, SessionPrincipal
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.pages import Pages, PagesDep

AIVD = "079-320 50 50"
TELEPHONE = "(088 04) 26200"


@dataclass(frozen=True)
class PublicVisit:
    """Somebody, signed in or not, visits a page for everybody."""

    request: Request
    pages: PagesDep
    reader: OptionalPrincipal
    runtime: RuntimeDep

    @property
    def today(self) -> date:
        """The day it is at the desk."""
        return local_date(self.runtime.clock.now())

    def page(self, template: str, **context: Any) -> HTMLResponse:
        """Return the page."""
        return _page(self.request, self.pages, self.reader, template, 200, **context)


@dataclass(frozen=True)
class Visit:
    """Somebody who signed in visits a page."""

    request: Request
    pages: PagesDep
    principal: SessionPrincipal
    runtime: RuntimeDep

    @property
    def language(self) -> Language:
        """The language in which the visitor reads."""
        return language_of(self.request)

    @property
    def today(self) -> date:
        """The day it is at the desk."""
        return local_date(self.runtime.clock.now())

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one transaction."""
        return self.runtime.unit_of_work()

    async def sent(self) -> Typed:
        """Return the fields of the form that was sent."""
        fields = (await self.request.form()).multi_items()
        return typed((name, value) for name, value in fields if isinstance(value, str))

    def page(self, template: str, status_code: int = 200, **context: Any) -> HTMLResponse:
        """Return the page."""
        return _page(self.request, self.pages, self.principal, template, status_code, **context)


PublicVisitDep = Annotated[PublicVisit, Depends()]
VisitDep = Annotated[Visit, Depends()]


def see(address: str) -> RedirectResponse:
    """Send the browser on to another page after a form (RFC 9110, section 15.4.4)."""
    return RedirectResponse(address, status_code=303)


def _page(
    request: Request, pages: Pages, reader: Principal | None, template: str, status_code: int, **context: Any
) -> HTMLResponse:
    return pages.render(
        request,
        template,
        status_code,
        vocabulary=Vocabulary(language_of(request)),
        asks=reader is not None and may_submit(reader),
        coordinates=reader is not None and reader.role is Role.COORDINATOR,
        aivd=AIVD,
        telephone=TELEPHONE,
        **context,
    )
