"""Handles a repeated request once: idempotency keys of API calls and forms, claimed in the transaction of the act.

Only keyed marks are stored: of the key, of the content and of the name of the subject. No response is stored. A
repeated call reads the thing in its present state, so the access policy decides as for any read.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Column, DateTime, MetaData, Table, Text

from loket_shared.failures import IdempotencyKeyReusedError, TransientError
from loket_shared.principal import Principal
from loket_shared.pseudonyms import fingerprint, key_mark
from loket_shared.unit_of_work import UnitOfWork

KEY_LIFETIME = timedelta(hours=24)

# Each submission runs this, so it uses asyncpg directly. The keys come in one order, so that transactions never wait
# for each other in a circle.
_CLAIM = """
    INSERT INTO idempotency_keys AS claim (key, fingerprint, subject, expires_at)
    SELECT key, fingerprint, subject, $5
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS sent (key, fingerprint, subject, former)
    WHERE NOT EXISTS (SELECT FROM idempotency_keys WHERE key = sent.former AND expires_at > $6)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE
    SET fingerprint = excluded.fingerprint, subject = excluded.subject, expires_at = excluded.expires_at
    WHERE claim.expires_at <= $6
    RETURNING key
"""
_FIRST = """
    SELECT key, fingerprint, coalesce(subject, '') AS subject FROM idempotency_keys
    WHERE key = ANY($1) AND expires_at > $2
"""
_FORGET = "DELETE FROM idempotency_keys WHERE subject = ANY($1)"
_SWEEP = "DELETE FROM idempotency_keys WHERE expires_at <= $1"


@dataclass(frozen=True)
class IdempotentRequest:
    """A request under a key: its address and its ``content``, a JSON value."""

    principal: Principal
    key: str
    address: str
    content: Any = None

    @property
    def scope(self) -> tuple[str, ...]:
        """The scope in which no two requests may be under way together: the key of one client and caller."""
        return self.principal.client, self.principal.issuer, self.principal.subject, self.key


class LegacyKey(NamedTuple):
    """The marks of a key and of its content, in the form of an earlier release; the second is rarely needed."""

    key: str
    fingerprint: Callable[[], str]


class FirstRequest(NamedTuple):
    """The first request under a key: the key's mark and the name of its subject."""

    key: str
    subject: str


class Claim(NamedTuple):
    """A claim of the key of ``sending`` for an act on ``subject``.

    ``subject`` is a reference or an id. A repeat finds the outcome by it, and ``forget_keys`` finds the claim by it. It
    is empty if neither is needed.
    """

    sending: IdempotentRequest
    subject: str
    formerly: LegacyKey | None = None


async def claim(
    work: UnitOfWork, sending: IdempotentRequest, subject: str, formerly: LegacyKey | None = None
) -> FirstRequest | None:
    """Claim the key of ``sending`` for an act on ``subject``; return None, or the first request under the key.

    Raises:
        IdempotencyKeyReusedError: the first request under the key was another one.
        TransientError: the claim in the way expired at this moment.
    """
    if all(await claim_each(work, [Claim(sending, subject, formerly)])):
        return None
    return await first_request(work, sending, formerly)


async def claim_each(work: UnitOfWork, claims: Sequence[Claim]) -> list[bool]:
    """Claim different keys, and return for each whether it was free.

    A second caller waits for the first caller's transaction; if that fails, the key is free. An expired claim does not
    count; a claim of an earlier release does.
    """
    if not claims:
        return []
    now = work.clock.now()
    rows = [
        (*_marks(work, each.sending), each.subject, each.formerly.key if each.formerly else None) for each in claims
    ]
    claimed = await work.driver.fetch(_CLAIM, *map(list, zip(*rows, strict=True)), now + KEY_LIFETIME, now)
    free = {row["key"] for row in claimed}
    return [key in free for key, *_ in rows]


async def first_request(
    work: UnitOfWork, sending: IdempotentRequest, formerly: LegacyKey | None = None
) -> FirstRequest:
    """Return the first request under the key of ``sending``, which is not free; raises the errors of ``claim``."""
    first = await find_first(work, sending, formerly)
    if first is None:
        raise TransientError("the claim of the key has just ended")
    return first


async def find_first(
    work: UnitOfWork, sending: IdempotentRequest, formerly: LegacyKey | None = None
) -> FirstRequest | None:
    """Return the first request under the key of ``sending``, or None.

    Raises:
        IdempotencyKeyReusedError: the first request under the key was another one.
    """
    key, sent = _marks(work, sending)
    keys = [key, *([formerly.key] if formerly else [])]
    row = await work.driver.fetchrow(_FIRST, keys, work.clock.now())
    if row is None:
        return None
    if row["fingerprint"] != sent and (formerly is None or row["fingerprint"] != formerly.fingerprint()):
        raise IdempotencyKeyReusedError
    return FirstRequest(row["key"], row["subject"])


async def forget_keys(work: UnitOfWork, subjects: Collection[str]) -> None:
    """Delete the keys of acts on any of ``subjects``."""
    if subjects:
        await work.driver.execute(_FORGET, list(subjects))


async def delete_expired_keys(work: UnitOfWork, now: datetime) -> None:
    """Delete the expired keys."""
    await work.driver.execute(_SWEEP, now)


def _marks(work: UnitOfWork, sending: IdempotentRequest) -> tuple[str, str]:
    pseudonym = work.vault.pseudonym
    key = key_mark(pseudonym, sending.principal, sending.key)
    return key, fingerprint(pseudonym, sending.address, sending.content)


METADATA = MetaData()

IDEMPOTENCY_KEYS = Table(
    "idempotency_keys",
    METADATA,
    Column("key", Text, primary_key=True, comment="a keyed mark of the caller and the key"),
    Column("fingerprint", Text, nullable=False, comment="a keyed mark of what was sent, and where to"),
    Column("subject", Text, nullable=False, comment="the reference or the id of what it was about"),
    Column("expires_at", DateTime(timezone=True), nullable=False),
)
