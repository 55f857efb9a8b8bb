"""What a reader sees of where a question goes, and the two kinds of reader there are."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, Self

from loket_routing.domain.departments import covert
from loket_routing.domain.project import Sight, project_route
from loket_routing.domain.simulating.judged import Judged
from loket_routing.domain.simulating.weighing import Weighed
from loket_shared.contracts.shared_parts import Route

View = Literal["open", "full"]
"""``full`` is for who may know of covert participation, ``open`` for everybody else (design section 5)."""


class Outcome(Route):
    """Where a question goes, and whether an officer is asked to confirm that."""

    confirmation_needed: bool

    @classmethod
    def of(cls, judged: Judged, sight: Sight) -> Self:
        """Return the outcome of what was ``judged``, as the reader may see it."""
        route = project_route(judged.route, sight)
        return cls(
            lead=route.lead,
            contributors=route.contributors,
            priority=route.priority,
            confirmation_needed=judged.confirmation_needed,
        )


class Seen(NamedTuple):
    """What one kind of reader sees of a question that was weighed."""

    before: Outcome
    after: Outcome

    @property
    def changed(self) -> bool:
        """Whether anything is different for this reader."""
        return self.before != self.after


def sights() -> Mapping[View, Sight]:
    """Return what each kind of reader may know."""
    nothing_covert: frozenset[str] = frozenset()
    return {"open": Sight(nothing_covert, content=True), "full": Sight(covert(), content=True)}


def view_for(*, cleared: bool) -> View:
    """Return the view of a reader who is ``cleared`` for covert participation, or not."""
    return "full" if cleared else "open"


def look(weighed: Weighed) -> Mapping[View, Seen]:
    """Return what each kind of reader sees of ``weighed``."""
    return {
        view: Seen(Outcome.of(weighed.before, sight), Outcome.of(weighed.after, sight))
        for view, sight in sights().items()
    }
