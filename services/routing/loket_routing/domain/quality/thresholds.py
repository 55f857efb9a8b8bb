"""From when on a figure is worth a suggestion: data, as the rules are."""

from pydantic import Field

from loket_routing.domain.rule_set.frozen_model import PolicyData, Share


class Thresholds(PolicyData):
    """The numbers behind the suggestions.

    ``least_cases``: on fewer no share is told; ``least_questions``: among fewer a rule may well not fire.
    The others are shares: of routes overridden, of doubted routes confirmed, of signals contradicted, of
    questions on a topic that end with the front office though no rule says so.
    """

    least_cases: int = Field(strict=True, ge=1)
    least_questions: int = Field(strict=True, ge=1)
    overridden: Share
    doubt_confirmed: Share
    contradicted: Share
    undirected: Share
