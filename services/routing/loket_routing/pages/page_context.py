"""The context of one request for a page, and the renderer of the page."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse

from loket_routing.pages.labels import Labels
from loket_routing.pages.menu import menu_of
from loket_shared.contracts.texts import Language
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.language import language_of
from loket_shared.identity.session_auth import SessionPrincipal
from loket_shared.local_time import local_date
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.pages import PagesDep

DONE = "gedaan"
"""The query parameter that names the action that just succeeded."""


@dataclass(frozen=True)
class PageContext:
    """A request for a page by somebody who is signed in."""

    request: Request
    pages: PagesDep
    principal: SessionPrincipal
    runtime: RuntimeDep

    @property
    def today(self) -> date:
        """Today in the Netherlands."""
        return local_date(self.runtime.clock.now())

    @property
    def language(self) -> Language:
        """The language of the reader."""
        return language_of(self.request)

    @property
    def renews_itself(self) -> bool:
        """True if an open page refreshes itself, and no person asks for it (htmx request headers)."""
        return "hx-request" in self.request.headers

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one transaction."""
        return self.runtime.unit_of_work()

    def page(self, template: str, status_code: int = 200, **context: Any) -> HTMLResponse:
        """Render ``template`` with the values that every page has."""
        known = {
            "labels": Labels(self.language, self.today),
            "menu": menu_of(self.principal),
            "reader": self.principal,
            "done": self.request.query_params.get(DONE, ""),
        }
        return self.pages.render(self.request, template, status_code, **known, **context)


PageContextDep = Annotated[PageContext, Depends()]


def redirect(address: str, done: str = "") -> RedirectResponse:
    """Answer 303 See Other (RFC 9110, section 15.4.4); the next page says that ``done`` succeeded, if given."""
    return RedirectResponse(f"{address}?{DONE}={done}" if done else address, status_code=303)
