"""The access policy for decisions and rule sets (design section 5; the matrix in the interfaces, section 5)."""

from loket_routing.domain.decide.history import RouteStatus
from loket_routing.domain.decide.redact import Visibility
from loket_routing.domain.departments import covert
from loket_shared.principal import Principal, Role

_MAY_READ_DECISIONS = frozenset({Role.FRONT_OFFICE, Role.EXPERT, Role.APPROVER, Role.OPERATOR})

_MAY_READ_RULE_SETS = _MAY_READ_DECISIONS | {Role.RULE_OWNER, Role.AUDITOR}


def may_read_rule_sets(principal: Principal) -> bool:
    """Return whether rule sets exist for the reader, whole or in part."""
    return principal.role in _MAY_READ_RULE_SETS


def may_see_whole_rule_sets(principal: Principal) -> bool:
    """Return whether the reader also sees the rules about covert departments, and may try rule sets on questions."""
    return may_change_rule_sets(principal) or (principal.role is Role.FRONT_OFFICE and principal.cleared)


def hidden_in_rule_sets(principal: Principal) -> frozenset[str]:
    """Return the departments that are hidden from the reader in rule sets."""
    return frozenset() if may_see_whole_rule_sets(principal) else covert()


def may_change_rule_sets(principal: Principal) -> bool:
    """Return whether the reader may draft, simulate, approve and activate rule sets."""
    return principal.role is Role.RULE_OWNER


def may_read_decisions(principal: Principal) -> bool:
    """Return whether decisions exist at all for a reader of this role."""
    return principal.role in _MAY_READ_DECISIONS


def visibility_of(principal: Principal, status: RouteStatus) -> Visibility | None:
    """Return the parts of a decision that the reader may see; None if it does not exist for this reader."""
    return visibility_for(principal, member=principal.department in status.participants)


def visibility_for(principal: Principal, *, member: bool) -> Visibility | None:
    """Return the same, if it is only known whether the reader's department takes part (``member``)."""
    nothing_covert: frozenset[str] = frozenset()
    if principal.role == Role.FRONT_OFFICE:
        return Visibility(covert() if principal.cleared else nothing_covert, content=True, reader="front-office")
    if principal.role == Role.OPERATOR:
        return Visibility(nothing_covert, content=False)
    if may_read_decisions(principal) and member and principal.department:
        return Visibility(covert() & {principal.department}, content=True)
    return None


def covert_in_figures(principal: Principal) -> frozenset[str] | None:
    """Return the covert departments that the reader's figures may show; None if there are no figures for the reader.

    Figures count rules and departments; they never show a question, a reference or a text.
    """
    if principal.role is Role.RULE_OWNER:
        return covert() if principal.cleared else frozenset()
    return frozenset() if principal.role is Role.OPERATOR else None
