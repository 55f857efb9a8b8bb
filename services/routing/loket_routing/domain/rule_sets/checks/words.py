"""The terms of the lexicon are worth looking for."""

from collections.abc import Iterator

from loket_routing.domain.decide.matching.folding import fold_term
from loket_routing.domain.rule_sets.checks.names import repeated
from loket_routing.domain.rule_sets.faults import Fault, Place, brief, fault
from loket_routing.domain.rule_sets.rule_set import RuleSet

_SHORTEST_HEAD = 2
_LONGEST_TERM = 100


def terms_fit(rule_set: RuleSet) -> Iterator[Fault]:
    """Find terms that stand twice in a category, terms too long, and heads that any word begins with."""
    for category in rule_set.lexicon.categories:
        place = Place("words", category.code)
        concepts = category.concepts.values()
        looked_for = (*concepts, category.several_meanings, category.hints)
        for term in repeated(term for concept in looked_for for term in set(concept.terms())):
            shown = brief(term)
            nl, en = f"De term '{shown}' staat er twee keer.", f"The term '{shown}' stands there twice."
            yield fault("term-twice", place, nl, en)
        for term in (term for concept in category.lists for term in concept.terms()):
            if len(term) > _LONGEST_TERM:
                nl, en = f"De term '{brief(term)}' is te lang.", f"The term '{brief(term)}' is too long."
                yield fault("long-term", place, nl, en)
    for head in rule_set.lexicon.heads:
        if len(fold_term(head)) < _SHORTEST_HEAD:
            nl = f"Het woorddeel '{brief(head)}' is te kort om een samenstelling te herkennen."
            en = f"The head '{brief(head)}' is too short to know a compound by."
            yield fault("short-head", Place(path=("lexicon", "heads")), nl, en)
