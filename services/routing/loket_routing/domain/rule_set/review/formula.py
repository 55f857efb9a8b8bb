"""Propositional formulas over facts; a SAT solver decides, in bounded steps, whether they can hold together.

A literal is a variable's number, or its negation as a negative number.
"""

from collections.abc import Iterable

from pysat.solvers import Minisat22

SatModel = frozenset[int]
"""The literals that are true."""


class NotProvenError(Exception):
    """The proof takes more steps than allowed."""


class Solver:
    """Clauses that all hold; it searches for models of further literals."""

    def __init__(self) -> None:
        self._solver = Minisat22()

    @property
    def spent(self) -> int:
        """The steps taken so far: the propagations of the SAT solver."""
        return int(self._solver.accum_stats()["propagations"])

    def require(self, *literals: int) -> None:
        """Add the clause that at least one of ``literals`` is true."""
        self._solver.add_clause(literals)

    def solve(self, assumed: Iterable[int], variables: Iterable[int], most: int) -> SatModel | None:
        """Return a model in which ``assumed`` are true, or None if there is none.

        Each of ``variables`` is false if possible, so that a model holds little that is not needed.

        Raises:
            NotProvenError: after ``most`` steps.
        """
        self._solver.set_phases([-variable for variable in variables])
        self._solver.prop_budget(most)
        found = self._solver.solve_limited(assumptions=list(assumed))
        if found is None:
            raise NotProvenError
        return frozenset(self._solver.get_model()) if found else None


TRUE = 1
FALSE = -TRUE

Atom = tuple[str, str]
"""A kind of fact and its code."""


class FormulaBuilder:
    """Builds formulas from atoms; equal formulas are the same literal."""

    def __init__(self) -> None:
        self.solver = Solver()
        self.solver.require(TRUE)
        self._atoms: dict[Atom, int] = {}
        self._gates: dict[tuple[int, ...], int] = {}
        self._last = TRUE

    def atom(self, name: str, code: str) -> int:
        """Return the literal that the fact ``name`` has the value ``code``."""
        if (name, code) not in self._atoms:
            self._atoms[name, code] = self._next()
        return self._atoms[name, code]

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The facts in the formulas."""
        return tuple(self._atoms)

    def every(self, literals: Iterable[int]) -> int:
        """Return the literal that all of ``literals`` hold."""
        parts = frozenset(literals) - {TRUE}
        if FALSE in parts or any(-part in parts for part in parts):
            return FALSE
        if len(parts) < 2:
            return next(iter(parts), TRUE)
        key = tuple(sorted(parts))
        if key not in self._gates:
            gate = self._gates[key] = self._next()
            for part in key:
                self.solver.require(-gate, part)
            self.solver.require(gate, *(-part for part in key))
        return self._gates[key]

    def some(self, literals: Iterable[int]) -> int:
        """Return the literal that at least one of ``literals`` holds."""
        return -self.every(-literal for literal in literals)

    def at_least(self, number: int, literals: Iterable[int]) -> int:
        """Return the literal that ``number`` or more of ``literals`` hold."""
        reached = [TRUE] + [FALSE] * number
        for literal in literals:
            for count in range(number, 0, -1):
                reached[count] = self.some((reached[count], self.every((reached[count - 1], literal))))
        return reached[number]

    def solve(self, literals: tuple[int, ...], most: int) -> SatModel | None:
        """Return a model of ``literals`` with few facts in it, or None if there is none.

        Raises:
            NotProvenError: after ``most`` steps.
        """
        return self.solver.solve(literals, self._atoms.values(), most)

    def true_atoms(self, model: SatModel) -> tuple[Atom, ...]:
        """Return the facts that hold in ``model``."""
        return tuple(atom for atom, literal in self._atoms.items() if literal in model)

    def _next(self) -> int:
        self._last += 1
        return self._last
