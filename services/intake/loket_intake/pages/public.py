"""Pages for everybody: what the desk is for, and what it has to state."""

from fastapi import APIRouter, Response

from loket_intake.pages.page_context import PublicVisitDep

router = APIRouter()


@router.get("/")
async def front(visit: PublicVisitDep) -> Response:
    """Show what the desk is for and how to ask it something."""
    return visit.page("front.html")


@router.get("/contact")
async def contact(visit: PublicVisitDep) -> Response:
    """Show how to reach the desk."""
    return visit.page("contact.html")


@router.get("/toegankelijkheid")
async def accessibility(visit: PublicVisitDep) -> Response:
    """Show the statement on accessibility."""
    return visit.page("accessibility.html")


@router.get("/privacy")
async def privacy(visit: PublicVisitDep) -> Response:
    """Show the statement on privacy."""
    return visit.page("privacy.html")
