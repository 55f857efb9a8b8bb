"""Former names of query parameters, from before all addresses of pages were Dutch; kept for bookmarks."""

from loket_routing.pages.menu import QUALITY, RULE_SETS
from loket_shared.service.moved_addresses import MovedAddresses

_PERIOD = {"from": "van", "until": "tot"}

MOVED = MovedAddresses(
    parameters={f"{RULE_SETS}/{{version}}": {"q": "zoek"}, QUALITY: _PERIOD, f"{QUALITY}/bestand": _PERIOD}
)
