"""The pages for askers and coordinators; every page works without scripts."""

from loket_intake.pages import overview, public, question, steps, submit
from loket_intake.pages.steps import BACK_PARAMETER, FURTHER_PARAMETER
from loket_shared.service.moved_addresses import MovedAddresses

__all__ = ["MOVED", "PAGES"]

# ``steps`` comes after ``overview`` and ``submit``: it takes every other page of a draft.
PAGES = (public.router, overview.router, submit.router, steps.router, question.router)

MOVED = MovedAddresses(
    parameters={"/concepten/{draft_id}/{slug}": {"back": BACK_PARAMETER, "further": FURTHER_PARAMETER}}
)
"""Former names of query parameters, from before all addresses of pages were Dutch; kept for open tabs."""
