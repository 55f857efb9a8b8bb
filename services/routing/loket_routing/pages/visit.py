"""One visit to one page: who comes, with what, and how the page is made."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse

from loket_routing.pages.menu import menu_of
from loket_routing.pages.vocabulary import Vocabulary
from loket_shared.contracts.texts import Language
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.language import language_of
from loket_shared.identity.session_auth import SessionPrincipal
from loket_shared.local_time import local_date
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.pages import PagesDep

DONE = "gedaan"
"""Names what was just done, so that the page can say that it succeeded."""


@dataclass(frozen=True)
class Visit:
    """Somebody who signed in visits a page."""

    request: Request
    pages: PagesDep
    principal: SessionPrincipal
    runtime: RuntimeDep

    @property
    def today(self) -> date:
        """The day it is at the desk."""
        return local_date(self.runtime.clock.now())

    @property
    def language(self) -> Language:
        """The language in which the visitor reads."""
        return language_of(self.request)

    @property
    def renews_itself(self) -> bool:
        """Whether nobody asks, but a page that is open somewhere (htmx, request headers)."""
        return "hx-request" in self.request.headers

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one transaction."""
        return self.runtime.unit_of_work()

    def page(self, template: str, status_code: int = 200, **context: Any) -> HTMLResponse:
        """Return the page."""
        known = {
            "vocabulary": Vocabulary(self.language, self.today),
            "menu": menu_of(self.principal),
            "reader": self.principal,
            "done": self.request.query_params.get(DONE, ""),
        }
        return self.pages.render(self.request, template, status_code, **known, **context)


VisitDep = Annotated[Visit, Depends()]


def see(address: str, done: str = "") -> RedirectResponse:
    """Send the browser on (RFC 9110, section 15.4.4), to a page that says that ``done`` succeeded if that is given."""
    return RedirectResponse(f"{address}?{DONE}={done}" if done else address, status_code=303)
