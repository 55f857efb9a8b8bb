"""What somebody may do to a rule set next: what its state allows, with four eyes (design section 5)."""

from datetime import datetime

from loket_routing.domain.access import may_change_rule_sets
from loket_routing.domain.lifecycle.life import Act, Life
from loket_shared.principal import Principal


def offered(life: Life, reader: Principal, now: datetime) -> frozenset[Act]:
    """Return what ``reader`` may do at ``now``; nothing for who may only read, and no author approves."""
    if not may_change_rule_sets(reader):
        return frozenset()
    allowed = frozenset(act for act in Act if life.allows(act, now))
    return allowed - {Act.APPROVE} if reader.subject in life.authors else allowed
