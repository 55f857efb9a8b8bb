"""The context of one page: the request, the principal, and how the page is rendered."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse

from loket_backoffice.pages.labels import Labels
from loket_backoffice.pages.menu import menu_of
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.language import language_of
from loket_shared.identity.session_auth import SessionPrincipal
from loket_shared.identity.sessions import Session
from loket_shared.local_time import local_date
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_actions import DoneForm
from loket_shared.web.pages import PagesDep
from loket_shared.web.unsent_forms import at_view, keep_unsent

DONE = "gedaan"
"""The query parameter that names the action that succeeded, for the page to say so."""


@dataclass(frozen=True)
class PageContext:
    """A signed-in person's request for a page, and the renderer of the page."""

    request: Request
    pages: PagesDep
    principal: SessionPrincipal
    runtime: RuntimeDep

    @property
    def access_token(self) -> str:
        """The principal's access token for other services; empty if the identity provider gave none."""
        session: Session = self.request.state.session
        return session.access_token

    @property
    def renews_itself(self) -> bool:
        """True if an open page renews itself, and no person asks for it (htmx request headers)."""
        return "hx-request" in self.request.headers

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one transaction."""
        return self.runtime.unit_of_work()

    def page(self, template: str, status_code: int = 200, **context: Any) -> HTMLResponse:
        """Return the rendered page."""
        known = {
            "labels": Labels(language_of(self.request), local_date(self.runtime.clock.now())),
            "menu": menu_of(self.principal),
            "reader": self.principal,
            "rules_site": self.runtime.settings.routing_url,
            "done": self.request.query_params.get(DONE, ""),
        }
        return self.pages.render(self.request, template, status_code, **known, **context)


PageContextDep = Annotated[PageContext, Depends()]


async def redirect_with_unsent(context: PageContext, address: str, done: DoneForm) -> RedirectResponse:
    """Redirect to the same page, and keep the text typed in its other forms."""
    answer = redirect(at_view(address, done.view), done.act)
    await keep_unsent(context.request, answer, done.unsent)
    return answer


def redirect(address: str, done: str) -> RedirectResponse:
    """Redirect (303; RFC 9110, section 15.4.4) to a page; the page says that ``done`` succeeded, unless it is empty."""
    return RedirectResponse(f"{address}?{DONE}={done}" if done else address, status_code=303)
