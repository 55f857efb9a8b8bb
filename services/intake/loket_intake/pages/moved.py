"""Former names of query parameters, from before all addresses of pages were Dutch; kept for open tabs."""

from loket_intake.pages.steps import BACK_PARAMETER, FURTHER_PARAMETER
from loket_shared.service.moved_addresses import MovedAddresses

MOVED = MovedAddresses(
    parameters={"/concepten/{draft_id}/{slug}": {"back": BACK_PARAMETER, "further": FURTHER_PARAMETER}}
)
