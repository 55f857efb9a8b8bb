# ruff: noqa: S608 - the statements are the tests' own
"""Ways of tampering with a trail of five chained records, the second of them without content, and what is found then.

Each is done by hand in the database, by who may do everything there and has no key.
"""

from dataclasses import dataclass

from sqlalchemy import text

from loket_shared.audit.chain import EMPTY, Written, mac_of, next_link
from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.store import BEFORE_ALL, chained_after
from loket_shared.audit.verifying import Fault
from loket_shared.db.database import Database

NO_TRIGGERS = "ALTER TABLE audit_records DISABLE TRIGGER USER"


@dataclass(frozen=True)
class Tampering:
    """Statements, and the first record that is wrong after them; ``chained_again`` by the service in between."""

    name: str
    statements: tuple[str, ...]
    link: int
    fault: Fault
    chained_again: bool = False


def _set(name: str, assignment: str, link: int = 2, fault: Fault = Fault.CHANGED) -> Tampering:
    return Tampering(name, (f"UPDATE audit_records SET {assignment} WHERE link = {link}",), link, fault)


def _null(column: str, link: int = 2) -> Tampering:
    statements = (
        f"ALTER TABLE audit_records ALTER COLUMN {column} DROP NOT NULL",
        f"UPDATE audit_records SET {column} = NULL WHERE link = {link}",
    )
    return Tampering(f"{column} is taken out", statements, link, Fault.CHANGED)


_COLUMNS = "time, actor, action, object, result, origin, content, times, trace_id, caller_span_id"
# It names the service's own key, which every code does.
_FORGED_MAC = (
    "(SELECT substring(mac FROM 1 FOR 5) FROM audit_records WHERE position = 1) || decode(repeat('ab', 48), 'hex')"
)

FOUND_BY_THE_CHAIN = (
    _set("a field is changed", "actor = 'nobody'"),
    _set("the time is changed by a microsecond", "time = time + interval '1 microsecond'"),
    _set("the beginning is changed", "began = began - interval '1 microsecond'"),
    _set("the trace is changed", "trace_id = '0af7651916cd43dd8448eb211c80319c'"),
    _set("the caller is changed", "caller_span_id = 'b7ad6b7169203331'"),
    _set("the number of times is changed", "times = 7"),
    _set("no content is made empty content", "content = ''"),
    _set("content is taken out", "content = NULL", link=3),
    _set("the code is changed", f"mac = {_FORGED_MAC}"),
    _set("the hash is changed", "hash = '\\x00'"),
    _set("the hash is taken out", "hash = NULL"),
    _set("the time is put at the end of time", "time = 'infinity'"),
    _set("the time is put before all time", "time = '-infinity'"),
    _set("the time is put beyond the calendar", "time = '12026-11-30 10:00:00+00'"),
    _set("the beginning is put at the end of time", "began = 'infinity'"),
    _null("actor"),
    _null("time"),
    _null("times"),
    _null("mac"),
    Tampering(
        "one without a code is put in, and chained by the service",
        (
            "ALTER TABLE audit_records ALTER COLUMN mac DROP NOT NULL",
            "INSERT INTO audit_records (time, actor, action, object, result, origin, mac)"
            " VALUES (now(), 'x', 'y', 'z', 'ok', '', NULL)",
        ),
        6,
        Fault.NOT_WRITTEN,
        chained_again=True,
    ),
    Tampering(
        "one of no time is put in, and chained by the service",
        (
            "INSERT INTO audit_records (time, began, actor, action, object, result, origin, mac)"
            f" VALUES ('infinity', 'infinity', 'x', 'y', 'z', 'ok', '', {_FORGED_MAC})",
        ),
        6,
        Fault.NOT_WRITTEN,
        chained_again=True,
    ),
    Tampering("one is deleted", ("DELETE FROM audit_records WHERE link = 3",), 3, Fault.MISSING),
    Tampering("the first is deleted", ("DELETE FROM audit_records WHERE link = 1",), 1, Fault.MISSING),
    Tampering(
        "one is put in with a link",
        (
            "UPDATE audit_records SET link = link + 100 WHERE link > 3",
            f"INSERT INTO audit_records ({_COLUMNS}, mac, link, hash)"
            f" SELECT {_COLUMNS}, {_FORGED_MAC}, 4, hash FROM audit_records WHERE link = 3",
            "UPDATE audit_records SET link = link - 99 WHERE link > 100",
        ),
        4,
        Fault.CHANGED,
    ),
    Tampering(
        "two are swapped",
        (
            "UPDATE audit_records SET link = 100 WHERE link = 2",
            "UPDATE audit_records SET link = 2 WHERE link = 3",
            "UPDATE audit_records SET link = 3 WHERE link = 100",
        ),
        2,
        Fault.CHANGED,
    ),
    Tampering(
        "two are swapped with their hashes",
        (
            "UPDATE audit_records SET link = 100 WHERE link = 2",
            "UPDATE audit_records a SET link = 2, hash = b.hash FROM audit_records b WHERE a.link = 3 AND b.link = 100",
        ),
        2,
        Fault.CHANGED,
    ),
    Tampering(
        "one is unchained and changed, and chained again",
        (
            "UPDATE audit_records SET link = NULL, hash = NULL WHERE link >= 4",
            "UPDATE audit_records SET actor = 'nobody' WHERE position = 4",
        ),
        4,
        Fault.NOT_WRITTEN,
        chained_again=True,
    ),
    Tampering(
        "one is put in by hand, backdated, and chained by the service",
        (
            "ALTER TABLE audit_records DROP CONSTRAINT audit_records_are_authenticated",
            "INSERT INTO audit_records (time, began, actor, action, object, result, origin, mac)"
            f" VALUES (now() - interval '9 days', now() - interval '9 days', 'x', 'y', 'z', 'ok', '', {_FORGED_MAC})",
        ),
        6,
        Fault.NOT_WRITTEN,
        chained_again=True,
    ),
    Tampering(
        "one is put in by hand without a code, as before there were codes, and chained by the service",
        (
            "ALTER TABLE audit_records DROP CONSTRAINT audit_records_are_authenticated",
            "INSERT INTO audit_records (time, actor, action, object, result, origin, mac)"
            " VALUES (now(), 'x', 'y', 'z', 'ok', '', '')",
        ),
        6,
        Fault.NOT_WRITTEN,
        chained_again=True,
    ),
    Tampering(
        "a copy of one is put in, and chained by the service",
        (
            "DROP INDEX audit_records_mac",
            f"INSERT INTO audit_records ({_COLUMNS}, mac) SELECT {_COLUMNS}, mac FROM audit_records WHERE link = 2",
        ),
        6,
        Fault.COPIED,
        chained_again=True,
    ),
    Tampering(
        "a copy of one is put in with another beginning, and chained by the service",
        (
            "DROP INDEX audit_records_mac",
            f"INSERT INTO audit_records ({_COLUMNS}, mac, began)"
            f" SELECT {_COLUMNS}, mac, now() - interval '1 day' FROM audit_records WHERE link = 2",
        ),
        6,
        Fault.UNTIMELY,
        chained_again=True,
    ),
    Tampering(
        "one hides before the first",
        ("UPDATE audit_records SET link = -5 WHERE link = 5",),
        1,
        Fault.MISSING,
    ),
)
"""What shows in the chain itself."""

FOUND_BY_THE_LOG = (
    Tampering("the tail is cut", ("DELETE FROM audit_records WHERE link > 3",), 4, Fault.GONE),
    Tampering("everything is gone", ("DELETE FROM audit_records",), 1, Fault.GONE),
)
"""What shows only against what was published."""


async def execute(database: Database, *statements: str) -> None:
    """Execute the statements in one transaction."""
    async with database.engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def rewrite(superuser: Database, keys: AuditKeys, since: int) -> None:
    """Make every record from the link ``since`` on say that somebody else did it, with codes and hashes that hold."""
    await execute(superuser, NO_TRIGGERS)
    async with superuser.transaction() as session:
        connection, head = await session.connection(), EMPTY
        for kept, written in await chained_after(connection, BEFORE_ALL):
            rewritten = written
            if kept.link >= since:
                changed = written._replace(actor="somebody else")
                mac = mac_of(keys, Written(*(getattr(changed, name) for name in Written._fields)))
                rewritten = changed._replace(mac=mac)
            head = next_link(keys, head, rewritten)
            values = {"at": written.position, "who": rewritten.actor, "mac": rewritten.mac, "hash": head.hash}
            await connection.execute(
                text("UPDATE audit_records SET actor = :who, mac = :mac, hash = :hash WHERE position = :at"), values
            )
