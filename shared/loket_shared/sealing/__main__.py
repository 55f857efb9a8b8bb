"""``python -m loket_shared.sealing migrate|rewrap|signing-keys|revoke``, run by who owns the vault's database.

``LOKET_VAULT_URL`` is the owner's url; ``rewrap`` also reads ``LOKET_MASTER_KEY_FILE``.
"""

import argparse
import asyncio
import os
from pathlib import Path
from uuid import UUID

import asyncpg

from loket_shared.sealing.master_keys import MasterKeys
from loket_shared.sealing.migrate import migrate
from loket_shared.sealing.reach import service_of
from loket_shared.sealing.revoking import list_signing_keys, revoke_signing_key
from loket_shared.sealing.rewrap import rewrap
from loket_shared.sealing.vault_database import connectable


def main() -> None:
    """Run the command that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m loket_shared.sealing", description=__doc__)
    parser.add_argument(
        "command",
        choices=["migrate", "rewrap", "signing-keys", "revoke"],
        help="migrate: create or update the vault; rewrap: put all keys under the newest master key; "
        "signing-keys: list the keys that services sign with; revoke: take the signing key KID out of use",
    )
    parser.add_argument("kid", nargs="?", type=UUID, metavar="KID", help="the id of a signing key, for revoke")
    asked = parser.parse_args()
    if (asked.command == "revoke") != (asked.kid is not None):
        parser.error("revoke takes the id of a signing key, and nothing else does")
    asyncio.run(_run(asked.command, asked.kid))


async def _run(command: str, kid: UUID | None) -> None:
    connection = await asyncpg.connect(connectable(os.environ["LOKET_VAULT_URL"]))
    try:
        if command == "migrate":
            await migrate(connection)
            print("the vault is up to date")
        elif command == "signing-keys":
            for key in await list_signing_keys(connection):
                print(_line(key))
        elif kid is not None:
            if not await revoke_signing_key(connection, kid):
                raise SystemExit(f"there is no signing key {kid} that could be revoked")
            print(f"{kid} proves nothing any more")
        else:
            masters = MasterKeys.read(Path(os.environ["LOKET_MASTER_KEY_FILE"]))
            print(f"{await rewrap(connection, masters)} keys are now under master key {masters.newest}")
    finally:
        await connection.close()


def _line(key: asyncpg.Record) -> str:
    state = f"revoked {key['revoked_at']:%Y-%m-%d}" if key["revoked_at"] else "in use" if key["in_use"] else "replaced"
    return f"{key['kid']}  {service_of(key['role']):14} {key['made_at']:%Y-%m-%d}  {state}"


main()
