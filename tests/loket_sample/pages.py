"""Pages with one of everything."""

from datetime import UTC, date, datetime

from fastapi import APIRouter, Request, Response

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError, NotFoundError
from loket_shared.identity.session_auth import OptionalPrincipal, SessionPrincipal
from loket_shared.web.forms import Form
from loket_shared.web.pages import PagesDep

router = APIRouter()

_EMPTY = BilingualText(nl="Vul een onderwerp in", en="Enter a subject")
_NONE = BilingualText(nl="Kies ten minste één onderwerp", en="Choose one topic at least")


@router.get("/")
async def front(request: Request, pages: PagesDep, principal: OptionalPrincipal) -> Response:
    """A page for everybody."""
    return pages.render(request, "front.html")


@router.get("/form")
async def form(request: Request, pages: PagesDep, principal: SessionPrincipal) -> Response:
    """A form for whoever signed in."""
    return pages.render(request, "form.html", form=Form.filled({"language": "nl"}))


@router.post("/form")
async def send(request: Request, pages: PagesDep, principal: SessionPrincipal) -> Response:
    """Take the form, or show what is wrong with it."""
    typed = await request.form()
    if not typed.get("subject"):
        refused = InvalidInputError(FieldError("subject", _EMPTY), FieldError("topics", _NONE))
        return pages.render(request, "form.html", 400, form=Form.typed(typed, refused))
    return pages.render(request, "sent.html", typed=Form.typed(typed))


@router.get("/gallery")
async def gallery(request: Request, pages: PagesDep) -> Response:
    """Show every component."""
    return pages.render(
        request,
        "gallery.html",
        moment=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        day=date(2026, 12, 15),
    )


@router.get("/nothing/{name}")
async def nothing(name: str, principal: SessionPrincipal) -> Response:
    """Nothing is here."""
    raise NotFoundError
