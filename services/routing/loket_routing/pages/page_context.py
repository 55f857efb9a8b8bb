"""The context of a page of routing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends

from loket_routing.pages.labels import Labels
from loket_routing.pages.menu import menu_of
from loket_shared.web import page_context
from loket_shared.web.page_context import DONE


@dataclass(frozen=True)
class PageContext(page_context.PageContext):
    """The context of a page of routing."""

    def values(self) -> Mapping[str, Any]:
        """Return the values that every page has."""
        return {
            "labels": Labels(self.language, self.today),
            "menu": menu_of(self.principal),
            "reader": self.principal,
            "done": self.request.query_params.get(DONE, ""),
        }


PageContextDep = Annotated[PageContext, Depends()]
