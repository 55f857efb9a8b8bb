"""The one policy point: who may see which decision (design section 5, the matrix in the interfaces, section 5)."""

from loket_routing.domain.departments import covert
from loket_routing.domain.project import Sight
from loket_routing.domain.standing import Standing
from loket_shared.principal import Principal, Role

_MAY_ASK = frozenset({Role.FRONT_OFFICE, Role.EXPERT, Role.APPROVER, Role.OPERATOR})

_MAY_READ_RULE_SETS = _MAY_ASK | {Role.RULE_OWNER, Role.AUDITOR}


def may_read_rule_sets(reader: Principal) -> bool:
    """Whether rule sets exist for the reader, whole or in part."""
    return reader.role in _MAY_READ_RULE_SETS


def sees_rule_sets_whole(reader: Principal) -> bool:
    """Whether rule sets show the reader what they make of covert departments too, and may be tried on questions."""
    return may_change_rule_sets(reader) or (reader.role is Role.FRONT_OFFICE and reader.cleared)


def hidden_in_rule_sets(reader: Principal) -> frozenset[str]:
    """Return the departments that don't exist in rule sets as the reader sees them."""
    return frozenset() if sees_rule_sets_whole(reader) else covert()


def may_change_rule_sets(reader: Principal) -> bool:
    """Whether the reader may draft, simulate, approve and activate rule sets."""
    return reader.role is Role.RULE_OWNER


def may_ask(reader: Principal) -> bool:
    """Whether there are decisions at all for a reader of this role."""
    return reader.role in _MAY_ASK


def sight_of(reader: Principal, standing: Standing) -> Sight | None:
    """Return what of a decision the reader may see; None where it does not exist for this reader."""
    return sight_in(reader, member=reader.department in standing.participants)


def sight_in(reader: Principal, *, member: bool) -> Sight | None:
    """Return the same by whether the reader's department takes part."""
    nothing_covert: frozenset[str] = frozenset()
    if reader.role == Role.FRONT_OFFICE:
        return Sight(covert() if reader.cleared else nothing_covert, content=True, reader="front-office")
    if reader.role == Role.OPERATOR:
        return Sight(nothing_covert, content=False)
    if may_ask(reader) and member and reader.department:
        return Sight(covert() & {reader.department}, content=True)
    return None


def known_in_figures(reader: Principal) -> frozenset[str] | None:
    """Return of which covert departments figures on all questions may tell the reader; None where there are no figures.

    They tell of rules and departments, never of a question, a reference or a text.
    """
    if reader.role is Role.RULE_OWNER:
        return covert() if reader.cleared else frozenset()
    return frozenset() if reader.role is Role.OPERATOR else None
