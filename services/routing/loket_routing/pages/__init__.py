"""The pages of rule sets: each page translates a request and calls the same use cases as the API."""

from loket_routing.pages import decisions, quality, rule_set, rule_sets, simulations, trial
from loket_routing.pages.edit import document, lexicon, regimes, rules
from loket_routing.pages.page_context import QUALITY, RULE_SETS
from loket_shared.service.moved_addresses import MovedAddresses

__all__ = ["MOVED", "PAGES"]

PAGES = (
    rule_sets.router,
    rule_set.router,
    rules.router,
    lexicon.router,
    regimes.router,
    document.router,
    trial.router,
    simulations.router,
    quality.router,
    decisions.router,
)

_PERIOD = {"from": "van", "until": "tot"}

MOVED = MovedAddresses(
    parameters={f"{RULE_SETS}/{{version}}": {"q": "zoek"}, QUALITY: _PERIOD, f"{QUALITY}/bestand": _PERIOD}
)
"""Former names of query parameters, from before all addresses of pages were Dutch; kept for bookmarks."""
