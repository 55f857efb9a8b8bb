"""The context of a page of the back office."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends

from loket_backoffice.pages.labels import Labels
from loket_backoffice.pages.menu import menu_of
from loket_shared.identity.sessions import Session
from loket_shared.web import page_context
from loket_shared.web.page_context import DONE


@dataclass(frozen=True)
class PageContext(page_context.PageContext):
    """The context of a page of the back office."""

    @property
    def access_token(self) -> str:
        """The principal's access token for other services; empty where the identity provider gave none."""
        session: Session = self.request.state.session
        return session.access_token

    def values(self) -> Mapping[str, Any]:
        """Return the values that every page has."""
        return {
            "labels": Labels(self.language, self.today),
            "menu": menu_of(self.principal),
            "reader": self.principal,
            "rules_site": self.runtime.settings.routing_url,
            "done": self.request.query_params.get(DONE, ""),
        }


PageContextDep = Annotated[PageContext, Depends()]
