"""The code lists, public."""

from typing import Annotated

from fastapi import APIRouter, Query

from loket_intake.domain.institutions import search_institutions
from loket_policy import code_lists
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Institution
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.paging import Page, PageRequest, encode_cursor, page_of

router = APIRouter(prefix="/v1", tags=["code lists"], route_class=DirectRoute)

ByName = Annotated[PageRequest, page_of(str)]


class CodeListView(WireModel):
    """A whole code list, in the order in which it is offered."""

    items: tuple[code_lists.Code, ...]
    next: None = None


@router.get("/topics")
async def topics() -> CodeListView:
    """List the topics of questions."""
    return CodeListView(items=code_lists.topics())


@router.get("/fields")
async def fields() -> CodeListView:
    """List the fields of knowledge."""
    return CodeListView(items=code_lists.fields())


@router.get("/institutions")
async def institutions(page: ByName, query: Annotated[str, Query(max_length=200)] = "") -> Page[Institution]:
    """List the knowledge institutions whose name holds every word of the query."""
    after = page.after[0] if page.after else ""
    found = [known for known in search_institutions(query) if known.name.nl > str(after)]
    shown = tuple(Institution(ror_id=k.ror_id, name=k.name, kind=k.kind) for k in found[: page.limit])
    return Page[Institution](items=shown, next=encode_cursor((shown[-1].name.nl,)) if len(found) > page.limit else None)
