"""Rule sets in a browser: each page translates and hands on to the same use cases as the API."""

from loket_routing.pages import rule_set, rule_sets
from loket_routing.pages.editing import rules

PAGES = (rule_sets.router, rule_set.router, rules.router)
