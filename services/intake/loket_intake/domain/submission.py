"""From what was filled in to what the other services are told."""

from loket_intake.domain.access import Belonging
from loket_intake.domain.institutions import institution
from loket_intake.domain.marks import Marks
from loket_intake.domain.new_question import NewQuestion
from loket_shared.contracts.shared_parts import Asker, Institution, Partner, QuestionContent, Recipient
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.principal import Principal

_ONLY_MACHINES = BilingualText(
    nl="Alleen een systeem van een instelling dient in namens iemand.",
    en="Only a system of an institution hands in for somebody.",
)


def require_asks_for_self(new: NewQuestion, principal: Principal) -> None:
    """Refuse a person who hands in for somebody else.

    Raises:
        InvalidInput: naming ``onBehalfOf``.
    """
    if new.on_behalf_of and not principal.machine:
        raise InvalidInputError(FieldError("onBehalfOf", _ONLY_MACHINES))


def content_of(new: NewQuestion, ror_id: str) -> QuestionContent:
    """Return everything asked, with the institution that asks."""
    asking = institution(ror_id)
    return QuestionContent(
        **new.model_dump(exclude={"partners", "language", "share_with_coordinator", "on_behalf_of"}),
        partners=tuple(Partner(**partner.model_dump()) for partner in new.partners),
        institution=Institution(ror_id=asking.ror_id, name=asking.name, kind=asking.kind),
    )


def asker_of(new: NewQuestion, principal: Principal) -> Asker:
    """Return who asks and who is told.

    That is the person who hands in, or the one a machine client names, or else the institution's
    coordinators.
    """
    return Asker(
        subject=principal.subject,
        name=principal.name,
        email=principal.email or None,
        recipients=_recipients(new, principal),
    )


def belonging_of(new: NewQuestion, principal: Principal, marks: Marks) -> Belonging:
    """Return to whom the question belongs; a report stays hidden from the coordinator unless shared."""
    ror_id, named = principal.institution or "", new.on_behalf_of
    hidden = is_report(new) and not new.share_with_coordinator
    return Belonging(
        submitter=marks.submitter(principal),
        person=marks.named_person(ror_id, named.email) if named else None,
        institution=None if hidden else marks.institution(ror_id),
    )


def is_report(new: NewQuestion) -> bool:
    """Whether something happened: the kind says so, or the topic does."""
    return new.kind == "incident" or "incident" in new.topics


def _recipients(new: NewQuestion, principal: Principal) -> tuple[Recipient, ...]:
    if new.on_behalf_of:
        return (Recipient(name=new.on_behalf_of.name, email=new.on_behalf_of.email),)
    if principal.machine:
        return institution(principal.institution or "").coordinators
    return (Recipient(name=principal.name, email=principal.email),) if principal.email else ()
