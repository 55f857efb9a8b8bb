"""Pages for everybody: what the desk is for, and what it has to state."""

from fastapi import APIRouter, Response

from loket_intake.pages.page_context import PublicPageContextDep

router = APIRouter()


@router.get("/")
async def front(context: PublicPageContextDep) -> Response:
    """Show what the desk is for and how to ask it something."""
    return context.page("front.html")


@router.get("/contact")
async def contact(context: PublicPageContextDep) -> Response:
    """Show how to reach the desk."""
    return context.page("contact.html")


@router.get("/toegankelijkheid")
async def accessibility(context: PublicPageContextDep) -> Response:
    """Show the statement on accessibility."""
    return context.page("accessibility.html")


@router.get("/privacy")
async def privacy(context: PublicPageContextDep) -> Response:
    """Show the statement on privacy."""
    return context.page("privacy.html")
