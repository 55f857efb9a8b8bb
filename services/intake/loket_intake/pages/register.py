"""The register of processing activities, for everybody: what the log of processing refers to stands here."""

from datetime import date

from fastapi import APIRouter, Response

from loket_intake.pages.page_context import PublicPageContextDep
from loket_shared.failures import NotFound
from loket_shared.processing_log.addresses import PATH
from loket_shared.processing_log.register import register

router = APIRouter(prefix=PATH)


@router.get("")
async def activities(context: PublicPageContextDep) -> Response:
    """Show every processing activity as it holds now, and what the pseudonyms in the log stand for."""
    return context.page("processing_activities.html", register=register(), today=context.today, path=PATH)


@router.get("/{activity_id}/{since}")
async def activity(context: PublicPageContextDep, activity_id: str, since: date) -> Response:
    """Show one version of an activity, also when another one holds by now.

    Raises:
        NotFound: there is no such version.
    """
    found = register().activity(activity_id)
    version = found.version(since) if found else None
    if found is None or version is None:
        raise NotFound
    return context.page("processing_activity.html", activity=found, version=version, path=PATH)
