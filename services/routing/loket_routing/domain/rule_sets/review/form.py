"""What a form can give, as clauses: which codes exclude each other, and which bring others along."""

from itertools import combinations, pairwise

from loket_routing.domain.rule_sets.checks.codes import form_codes
from loket_routing.domain.rule_sets.checks.places import conditions_of
from loket_routing.domain.rule_sets.conditions import leaves
from loket_routing.domain.rule_sets.review.circuit import Circuit
from loket_routing.domain.rule_sets.review.world import World
from loket_routing.domain.rule_sets.rule_set import RuleSet

_MOST_TOPICS = 3
_ALWAYS_GIVEN = ("kind", "language")
_GIVEN_ONCE = (*_ALWAYS_GIVEN, "institution-kind")


def topic_asked(circuit: Circuit, code: str) -> int:
    """Return the literal that a question has the topic ``code``: chosen, or an incident by its kind."""
    chosen = circuit.atom("topic", code)
    return circuit.some((chosen, circuit.atom("kind", code))) if code == "incident" else chosen


def require_a_form(circuit: Circuit, rule_set: RuleSet, asked: World) -> None:
    """Require that the facts are those of one question (domain description sections 4 and 5).

    More is allowed than can be: what can't hold here can't hold in any question.
    """
    codes = form_codes()
    for name in _GIVEN_ONCE:
        for one, other in combinations(sorted(codes[name]), 2):
            circuit.solver.require(-circuit.atom(name, one), -circuit.atom(name, other))
    for name in _ALWAYS_GIVEN:
        circuit.solver.require(*(circuit.atom(name, code) for code in sorted(codes[name])))
    chosen = [circuit.atom("topic", code) for code in sorted(codes["topic"])]
    circuit.solver.require(-circuit.at_least(_MOST_TOPICS + 1, chosen))
    for regime in rule_set.regimes:
        circuit.solver.require(-circuit.atom("legal-regime", regime.code), asked.holds(regime.covers))
    for sooner, later in pairwise(_days(rule_set)):
        name = "needed-in-days"
        circuit.solver.require(-circuit.atom(name, str(sooner)), circuit.atom(name, str(later)))


def _days(rule_set: RuleSet) -> list[int]:
    found = (leaf for _, condition in conditions_of(rule_set) for leaf in leaves(condition))
    return sorted({int(codes[-1]) for name, codes in found if name == "needed-in-days"})
