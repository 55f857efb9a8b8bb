"""Who sees what of a question: the one policy point of this service (design section 5).

What a reader may not see does not exist for that reader; staff have the back office and see no
question here.
"""

from dataclasses import dataclass
from enum import IntEnum

from loket_intake.domain.marks import Marks
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ForbiddenError, NotFoundError
from loket_shared.principal import Principal, Role


class Sight(IntEnum):
    """How much of a question a reader sees."""

    NOTHING = 0
    METADATA = 1
    CONTENT = 2


@dataclass(frozen=True)
class Belonging:
    """To whom a question belongs, in marks only.

    ``submitter`` is the person or client that handed in; ``person`` the one named by a machine client,
    if any; ``institution`` is None where the coordinator may not know of the question. A question that
    was transferred to the submitter is seen at the mail ``address`` alone under which it was handed in.
    """

    submitter: str
    person: str | None
    institution: str | None
    address: str | None = None


@dataclass(frozen=True)
class Reach:
    """The marks under which a reader finds questions; a reader with none finds nothing."""

    own: tuple[str, ...] = ()
    institution: str | None = None
    address: str | None = None

    def sight(self, belonging: Belonging) -> Sight:
        """Return how much the reader sees of a question that belongs so."""
        handed_in = belonging.submitter in self.own and belonging.address in (None, self.address)
        if handed_in or (belonging.person is not None and belonging.person in self.own):
            return Sight.CONTENT
        if self.institution is not None and belonging.institution == self.institution:
            return Sight.METADATA
        return Sight.NOTHING


def reach_of(principal: Principal, marks: Marks) -> Reach:
    """Return under which marks ``principal`` finds questions."""
    if not may_submit(principal) or principal.institution is None:
        return Reach()
    own, institution = [marks.submitter(principal)], marks.institution(principal.institution)
    if not principal.machine:
        own.append(marks.former_submitter(principal))
    if identifies(principal):
        own.append(marks.person(principal))
    return Reach(
        tuple(own),
        institution if principal.role is Role.COORDINATOR else None,
        marks.address(principal.institution, principal.email) if identifies(principal) else None,
    )


def identifies(principal: Principal) -> bool:
    """Say if the mail address identifies the principal: only a person's verified address does."""
    return principal.email_verified and not principal.machine


def may_submit(principal: Principal) -> bool:
    """Whether ``principal`` hands in questions: people of an institution, and its systems."""
    asks = principal.role in (Role.ASKER, Role.COORDINATOR) or (principal.role is Role.SYSTEM and principal.machine)
    return asks and principal.institution is not None


def require_asker(principal: Principal) -> None:
    """Refuse who hands in no questions.

    Raises:
        Forbidden: for staff, and for systems of no institution.
    """
    if not may_submit(principal):
        text = BilingualText(
            nl="Met dit account kunt u geen vragen indienen: het hoort niet bij een kennisinstelling.",
            en="This account cannot hand in questions: it does not belong to a knowledge institution.",
        )
        raise ForbiddenError("not-an-asker", text)


def require_operator(principal: Principal) -> None:
    """Let the operator pass.

    Raises:
        NotFound: what only the operator does exists for nobody else.
    """
    if principal.role is not Role.OPERATOR:
        raise NotFoundError
