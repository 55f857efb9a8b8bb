"""Whether clauses can hold together: a small, bounded solver of propositional logic.

Unit propagation and backtracking (Davis, Putnam, Logemann and Loveland). A literal is a variable's
number, or its negation as a negative number.
"""

from collections.abc import Iterable, Sequence

Clause = tuple[int, ...]
Model = frozenset[int]
"""The literals that are true."""


class NotProvenError(Exception):
    """The answer takes more steps than may be spent."""


class Solver:
    """Clauses that all hold, and the question what can be true besides."""

    def __init__(self) -> None:
        self.spent = 0
        self._units: list[int] = []
        self._with: dict[int, list[Clause]] = {}

    def require(self, *literals: int) -> None:
        """Add the clause that at least one of ``literals`` is true."""
        if len(literals) == 1:
            self._units.extend(literals)
        else:
            for literal in literals:
                self._with.setdefault(literal, []).append(literals)

    def solve(self, assumed: Iterable[int], order: Sequence[int], most: int) -> Model | None:
        """Return a model in which ``assumed`` are true, or None where there is none.

        ``order`` holds the variables that decide all others; they are tried in this order, false first,
        so that a model has little in it that isn't needed.

        Raises:
            NotProvenError: after ``most`` literals were looked at.
        """
        return _Search(self, most).run([*self._units, *assumed], order)

    def clauses_with(self, literal: int) -> Sequence[Clause]:
        """Return the clauses of two literals and more that ``literal`` stands in."""
        return self._with.get(literal, ())


class _Search:
    """One search: what is true so far, in the order in which it became so."""

    def __init__(self, solver: Solver, most: int) -> None:
        self._solver = solver
        self._limit = solver.spent + most
        self._true: set[int] = set()
        self._trail: list[int] = []

    def run(self, assumed: list[int], order: Sequence[int]) -> Model | None:
        choices: list[tuple[int, int]] = []
        holds, place = self._assert(assumed), 0
        while True:
            while not holds:
                if not choices:
                    return None
                length, place = choices.pop()
                self._undo(length)
                holds = self._assert([order[place]])
            while place < len(order) and not self._true.isdisjoint((order[place], -order[place])):
                place += 1
            if place == len(order):
                return frozenset(self._true)
            choices.append((len(self._trail), place))
            holds = self._assert([-order[place]])

    def _assert(self, literals: list[int]) -> bool:
        """Make ``literals`` true and all that follows; return whether that contradicts nothing."""
        for literal in literals:  # grows with what follows
            if -literal in self._true:
                return False
            if literal not in self._true:
                self._true.add(literal)
                self._trail.append(literal)
                for clause in self._solver.clauses_with(-literal):
                    free = self._free(clause)
                    if not free:
                        return False
                    literals.extend(free if len(free) == 1 else ())
        return True

    def _free(self, clause: Clause) -> Clause:
        """Return what still can make ``clause`` true; two literals where that is open, or it is true."""
        if self._solver.spent > self._limit:
            raise NotProvenError
        free: Clause = ()
        for literal in clause:
            self._solver.spent += 1
            if literal in self._true:
                return (literal, literal)
            if -literal not in self._true:
                free = (*free, literal)
                if len(free) == 2:
                    return free
        return free

    def _undo(self, length: int) -> None:
        while len(self._trail) > length:
            self._true.discard(self._trail.pop())
