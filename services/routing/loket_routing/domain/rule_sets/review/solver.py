"""Whether clauses can hold together: asked of a solver of propositional logic, with a bound on its effort.

A literal is a variable's number, or its negation as a negative number.
"""

from collections.abc import Iterable

from pysat.solvers import Minisat22

Model = frozenset[int]
"""The literals that are true."""


class NotProvenError(Exception):
    """The answer takes more steps than may be spent."""


class Solver:
    """Clauses that all hold, and the question what can be true besides."""

    def __init__(self) -> None:
        self._solver = Minisat22()

    @property
    def spent(self) -> int:
        """The steps taken so far: how often one literal followed from others."""
        return int(self._solver.accum_stats()["propagations"])

    def require(self, *literals: int) -> None:
        """Add the clause that at least one of ``literals`` is true."""
        self._solver.add_clause(literals)

    def solve(self, assumed: Iterable[int], variables: Iterable[int], most: int) -> Model | None:
        """Return a model in which ``assumed`` are true, or None where there is none.

        Each of ``variables`` is false where it can be, so that a model has little in it that isn't needed.

        Raises:
            NotProvenError: after ``most`` steps.
        """
        self._solver.set_phases([-variable for variable in variables])
        self._solver.prop_budget(most)
        found = self._solver.solve_limited(assumptions=list(assumed))
        if found is None:
            raise NotProvenError
        return frozenset(self._solver.get_model()) if found else None
