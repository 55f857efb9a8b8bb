"""The pages of rule sets: each page translates a request and calls the same use cases as the API."""

from loket_routing.pages import decisions, quality, register, rule_set, rule_sets, simulations, trial
from loket_routing.pages.edit import document, lexicon, regimes, rules

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
    register.router,
    decisions.router,
)
