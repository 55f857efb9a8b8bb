"""The parts of the record that are written by hand; what a rule set itself tells is filled in."""

from loket_routing.domain.algorithm_register.record import Category
from loket_routing.domain.rule_set.frozen_model import PolicyData


class RecordTexts(PolicyData):
    """Texts in Dutch; ``{rules}``, ``{version}`` and the like stand for what the active rule set tells.

    ``to_confirm`` is set behind the texts named in ``unconfirmed``: nobody answerable for them has said
    yet that they are right.
    """

    name: str
    description_short: str
    organization: str
    category: tuple[Category, ...]
    goal: str
    proportionality: str
    human_intervention: str
    risks: str
    lawful_basis: str
    impacttoetsen: str
    source_data: str
    methods_and_models: str
    provider: str
    source_id: str
    tags: str
    unconfirmed: frozenset[str]
    to_confirm: str
