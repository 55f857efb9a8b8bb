"""The contexts of the pages of intake: for everybody, and for somebody who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends

from loket_intake.domain.access import may_submit
from loket_intake.domain.draft import FormFields, collect_fields
from loket_intake.pages.labels import Labels
from loket_shared.failures import NotFoundError
from loket_shared.principal import Role
from loket_shared.web import page_context

AIVD = "079-320 50 50"
TELEPHONE = "(088 04) 26200"


def _values(context: page_context.PublicPageContext) -> Mapping[str, Any]:
    """Return the values that every page of intake has."""
    principal = context.principal
    return {
        "labels": Labels(context.language, context.today),
        "may_submit": principal is not None and may_submit(principal),
        "is_coordinator": principal is not None and principal.role is Role.COORDINATOR,
        "aivd": AIVD,
        "telephone": TELEPHONE,
    }


@dataclass(frozen=True)
class PublicPageContext(page_context.PublicPageContext):
    """The context of a page of intake for everybody."""

    def values(self) -> Mapping[str, Any]:
        """Return the values that every page has."""
        return _values(self)


@dataclass(frozen=True)
class PageContext(page_context.PageContext):
    """The context of a page of intake for somebody who is signed in."""

    def values(self) -> Mapping[str, Any]:
        """Return the values that every page has."""
        return _values(self)

    async def form_fields(self) -> FormFields:
        """Return the fields of the form that was sent."""
        pairs = (await self.request.form()).multi_items()
        return collect_fields((name, value) for name, value in pairs if isinstance(value, str))


PublicPageContextDep = Annotated[PublicPageContext, Depends()]
PageContextDep = Annotated[PageContext, Depends()]


def _draft_id(draft_id: str) -> UUID:
    try:
        return UUID(draft_id)
    except ValueError:
        raise NotFoundError from None


DraftId = Annotated[UUID, Depends(_draft_id)]
"""The draft in the address; an address that names none does not exist."""
