"""The register of processing activities, for everybody: what the log of processing refers to stands here."""

from datetime import date

from fastapi import APIRouter, Response

from loket_intake.pages.visit import PublicVisitDep
from loket_policy.processing_register import processing_register
from loket_shared.failures import NotFoundError
from loket_shared.processing_log.addresses import PATH

router = APIRouter(prefix=PATH)


@router.get("")
async def activities(visit: PublicVisitDep) -> Response:
    """Show every processing activity as it holds now, and what the pseudonyms in the log stand for."""
    return visit.page("processing_activities.html", register=processing_register(), today=visit.today, path=PATH)


@router.get("/{activity_id}/{since}")
async def activity(visit: PublicVisitDep, activity_id: str, since: date) -> Response:
    """Show one version of an activity, also when another one holds by now.

    Raises:
        NotFound: there is no such version.
    """
    found = processing_register().activity(activity_id)
    version = found.version(since) if found else None
    if found is None or version is None:
        raise NotFoundError
    return visit.page("processing_activity.html", activity=found, version=version, path=PATH)
