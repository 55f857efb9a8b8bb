"""Access to questions: the only policy point of this service (design section 5).

A question that a reader may not see does not exist for that reader. Staff use the back office and see no question here.
"""

from dataclasses import dataclass
from enum import IntEnum

from loket_intake.domain.pseudonyms import Pseudonyms
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ForbiddenError, NotFoundError
from loket_shared.principal import Principal, Role


class Visibility(IntEnum):
    """The part of a question that a reader sees."""

    NOTHING = 0
    METADATA = 1
    CONTENT = 2


@dataclass(frozen=True)
class Ownership:
    """To whom a question belongs, in pseudonyms only.

    ``submitter`` is the person or client that submitted it, ``person`` the one whom a client named. ``institution`` is
    None if the coordinator must not know of the question. ``address`` is set after a transfer: then the submitter
    sees the question only with the mail address under which it was submitted.
    """

    submitter: str
    person: str | None
    institution: str | None
    address: str | None = None


@dataclass(frozen=True)
class ReaderScope:
    """The pseudonyms by which a reader finds questions; an empty scope finds nothing."""

    own: tuple[str, ...] = ()
    institution: str | None = None
    address: str | None = None

    def visibility_of(self, ownership: Ownership) -> Visibility:
        """Return how much the reader sees of a question with this ownership."""
        is_submitter = ownership.submitter in self.own and ownership.address in (None, self.address)
        if is_submitter or (ownership.person is not None and ownership.person in self.own):
            return Visibility.CONTENT
        if self.institution is not None and ownership.institution == self.institution:
            return Visibility.METADATA
        return Visibility.NOTHING


def reader_scope_of(principal: Principal, pseudonyms: Pseudonyms) -> ReaderScope:
    """Return the scope in which ``principal`` finds questions."""
    if not may_submit(principal) or principal.institution is None:
        return ReaderScope()
    own = [pseudonyms.submitter(principal)]
    if not principal.machine:
        own.append(pseudonyms.former_submitter(principal))
    if has_verified_email(principal):
        own.append(pseudonyms.person(principal))
    is_coordinator = principal.role is Role.COORDINATOR
    return ReaderScope(
        tuple(own),
        pseudonyms.institution(principal.institution) if is_coordinator else None,
        verified_address_of(principal, pseudonyms),
    )


def ownership_of(
    principal: Principal, pseudonyms: Pseudonyms, *, on_behalf_of: str | None, is_report: bool, is_shared: bool
) -> Ownership:
    """Return the ownership of a question that ``principal`` submits.

    A report of an incident is hidden from the coordinator unless the asker shares it. ``on_behalf_of``: the mail
    address of the person whom a client names.
    """
    ror_id = principal.institution or ""
    return Ownership(
        submitter=pseudonyms.submitter(principal),
        person=pseudonyms.named_person(ror_id, on_behalf_of) if on_behalf_of else None,
        institution=None if is_report and not is_shared else pseudonyms.institution(ror_id),
    )


def verified_address_of(principal: Principal, pseudonyms: Pseudonyms) -> str | None:
    """Return the pseudonym of the principal's mail address; None if the address does not identify the principal."""
    if not has_verified_email(principal):
        return None
    return pseudonyms.address(principal.institution or "", principal.email)


def has_verified_email(principal: Principal) -> bool:
    """Return whether the mail address identifies the principal: only a person's verified address does."""
    return principal.email_verified and not principal.machine


def may_submit(principal: Principal) -> bool:
    """Return whether ``principal`` may submit questions: people may, and systems of an institution."""
    asks = principal.role in (Role.ASKER, Role.COORDINATOR) or (principal.role is Role.SYSTEM and principal.machine)
    return asks and principal.institution is not None


def require_asker(principal: Principal) -> None:
    """Refuse a principal who may not submit questions.

    Raises:
        ForbiddenError: for staff, and for systems of no institution.
    """
    if not may_submit(principal):
        text = BilingualText(
            nl="Met dit account kunt u geen vragen indienen: het hoort niet bij een kennisinstelling.",
            en="This account cannot hand in questions: it does not belong to a knowledge institution.",
        )
        raise ForbiddenError("not-an-asker", text)


def require_operator(principal: Principal) -> None:
    """Refuse everybody but the operator.

    Raises:
        NotFoundError: the call does not exist for anybody else.
    """
    if principal.role is not Role.OPERATOR:
        raise NotFoundError
