"""``python -m loket_shared.audit [LINK HASH]``: verify the audit trail in a service's database.

``LOKET_DATABASE_URL`` names the database, ``LOKET_DATABASE_PASSWORD_FILE`` the file with its password, and
``LOKET_AUDIT_KEY_FILE`` the file with the keys of its trail. LINK and HASH are a head that was published or logged
before; without one only the chain itself is verified, and that cannot show that the end of the trail was cut off.
"""

import argparse
import asyncio
import os
from pathlib import Path

from loket_shared.audit.chain import EMPTY, Head
from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.store import hashes_at
from loket_shared.audit.verifying import Fault, Verified, Wrong, verify
from loket_shared.db.connection import with_password
from loket_shared.db.database import Database


def main() -> None:
    """Print the head of a valid trail; for an invalid one, print its first wrong record and exit with 1."""
    parser = argparse.ArgumentParser(prog="python -m loket_shared.audit", description=__doc__)
    parser.add_argument("link", nargs="?", type=int, default=EMPTY.link, help="a link that was logged before")
    parser.add_argument("hash", nargs="?", type=bytes.fromhex, default=EMPTY.hash, help="the hash logged with it")
    arguments = parser.parse_args()
    verified, wrong = asyncio.run(_verify(Head(arguments.link, arguments.hash)))
    if wrong:
        raise SystemExit(f"the audit trail is not whole: {wrong}")
    print(f"the audit trail is whole: {verified.link} {verified.hash.hex()}")


async def _verify(seen: Head) -> tuple[Verified, Wrong | None]:
    password = os.environ.get("LOKET_DATABASE_PASSWORD_FILE")
    url = with_password(os.environ["LOKET_DATABASE_URL"], Path(password) if password else None)
    database = Database(url, pool=1)
    try:
        verified = await verify(database, AuditKeys.read(Path(os.environ["LOKET_AUDIT_KEY_FILE"])))
        return verified, verified.wrong or await _held_against(database, seen, verified)
    finally:
        await database.close()


async def _held_against(database: Database, seen: Head, verified: Verified) -> Wrong | None:
    if seen == EMPTY:
        return None
    async with database.transaction() as session:
        kept = (await hashes_at(await session.connection(), [seen.link])).get(seen.link)
    if kept is None:
        return Wrong(Fault.GONE, verified.link + 1, until=seen.link)
    return None if kept == seen.hash else Wrong(Fault.REPLACED, 1, until=seen.link)


main()
