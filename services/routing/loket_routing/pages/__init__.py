"""Rule sets in a browser: each page translates and hands on to the same use cases as the API."""

from loket_routing.pages import (
    decisions,
    differences,
    quality,
    register,
    rule_set,
    rule_sets,
    simulation_changes,
    simulations,
    trials,
)
from loket_routing.pages.editing import examples, precedence, regimes, rules, whole, words

PAGES = (
    rule_sets.router,
    rule_set.router,
    rules.router,
    words.router,
    regimes.router,
    precedence.router,
    examples.router,
    whole.router,
    trials.router,
    differences.router,
    simulations.router,
    simulation_changes.router,
    quality.router,
    register.router,
    decisions.router,
)
