"""Pages for everybody: the front page, the statements, and the register of processing activities."""

from datetime import date

from fastapi import APIRouter, Response

from loket_intake.pages.page_context import PublicPageContextDep
from loket_policy.policy import processing_register
from loket_shared.failures import NotFoundError
from loket_shared.processing_log.register import REGISTER_PATH

router = APIRouter()


@router.get("/")
async def front(context: PublicPageContextDep) -> Response:
    """Show the purpose of the desk and the ways to ask a question."""
    return context.page("front.html")


@router.get("/contact")
async def contact(context: PublicPageContextDep) -> Response:
    """Show how to reach the desk."""
    return context.page("contact.html")


@router.get("/toegankelijkheid")
async def accessibility(context: PublicPageContextDep) -> Response:
    """Show the accessibility statement."""
    return context.page("accessibility.html")


@router.get("/privacy")
async def privacy(context: PublicPageContextDep) -> Response:
    """Show the privacy statement."""
    return context.page("privacy.html")


@router.get(REGISTER_PATH)
async def processing_activities(context: PublicPageContextDep) -> Response:
    """Show the processing activities in force; the log of processing refers to them."""
    return context.page(
        "processing_activities.html", register=processing_register(), today=context.today, path=REGISTER_PATH
    )


@router.get(f"{REGISTER_PATH}/{{activity_id}}/{{since}}")
async def processing_activity(context: PublicPageContextDep, activity_id: str, since: date) -> Response:
    """Show one version of an activity, in force or not.

    Raises:
        NotFoundError: there is no such version.
    """
    activity = processing_register().activity(activity_id)
    version = activity.version(since) if activity else None
    if activity is None or version is None:
        raise NotFoundError
    return context.page("processing_activity.html", activity=activity, version=version, path=REGISTER_PATH)
