"""What the tests write to audit trails with."""

from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.trail import Trail

SECRET = bytes(range(32))


def trail(*secrets: bytes) -> Trail:
    """Return a trail of its own, with these keys or the tests' usual one."""
    return Trail(AuditKeys(secrets or (SECRET,)))
