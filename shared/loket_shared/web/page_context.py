"""The context of one request for a page: the browser's request, who sends it, and how a page is rendered."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse, RedirectResponse

from loket_shared.contracts.texts import Language
from loket_shared.http.content_negotiation import language_of
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.identity.session_auth import OptionalPrincipal, SessionPrincipal
from loket_shared.local_time import local_date
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.pages import PagesDep

DONE = "gedaan"
"""The query parameter that names the action that succeeded, for the page to say so."""


@dataclass(frozen=True)
class PublicPageContext:
    """The context of a page for everybody, signed in or not; a service adds its own values in a subclass."""

    request: Request
    pages: PagesDep
    runtime: RuntimeDep
    principal: OptionalPrincipal

    @property
    def language(self) -> Language:
        """The language of the reader."""
        return language_of(self.request)

    @property
    def today(self) -> date:
        """Today in the Netherlands."""
        return local_date(self.runtime.clock.now())

    @property
    def renews_itself(self) -> bool:
        """True if an open page refreshes itself, rather than a person asking (htmx, request headers)."""
        return "hx-request" in self.request.headers

    def values(self) -> Mapping[str, Any]:
        """Return the values that every page of the service has."""
        return {}

    def page(self, template: str, status_code: int = 200, **values: Any) -> HTMLResponse:
        """Return the page ``template``, rendered with ``values`` and those of every page."""
        return self.pages.render(self.request, template, status_code, **self.values(), **values)


@dataclass(frozen=True)
class PageContext(PublicPageContext):
    """The context of a page for somebody who is signed in."""

    principal: SessionPrincipal

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one transaction."""
        return self.runtime.unit_of_work()


def redirect(address: str, done: str = "") -> RedirectResponse:
    """Redirect to a page after a form (303; RFC 9110, section 15.4.4); the page says that ``done`` succeeded."""
    return RedirectResponse(f"{address}?{DONE}={done}" if done else address, status_code=303)
