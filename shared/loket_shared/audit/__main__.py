"""``python -m loket_shared.audit [LINK HASH]``: verify the trail of the service whose database it is.

``LOKET_DATABASE_URL`` names the database, ``LOKET_DATABASE_PASSWORD_FILE`` the file with its password; LINK and
HASH are a head that the service logged before.
"""

import argparse
import asyncio
import os
from pathlib import Path

from loket_shared.audit.chain import EMPTY, Head
from loket_shared.audit.verifying import BrokenChain, verify
from loket_shared.db.database import Database
from loket_shared.db.passwords import with_password


def main() -> None:
    """Print the head of a trail that is whole; exit with 1 and the first wrong link of one that is not."""
    parser = argparse.ArgumentParser(prog="python -m loket_shared.audit", description=__doc__)
    parser.add_argument("link", nargs="?", type=int, default=EMPTY.link, help="a link that was logged before")
    parser.add_argument("hash", nargs="?", type=bytes.fromhex, default=EMPTY.hash, help="the hash logged with it")
    arguments = parser.parse_args()
    try:
        head = asyncio.run(_verify(Head(arguments.link, arguments.hash)))
    except BrokenChain as broken:
        raise SystemExit(str(broken)) from broken
    print(f"the audit trail is whole: {head.link} {head.hash.hex()}")


async def _verify(seen: Head) -> Head:
    password = os.environ.get("LOKET_DATABASE_PASSWORD_FILE")
    url = with_password(os.environ["LOKET_DATABASE_URL"], Path(password) if password else None)
    database = Database(url, pool=1)
    try:
        async with database.transaction() as session:
            return await verify(session, seen)
    finally:
        await database.close()


main()
