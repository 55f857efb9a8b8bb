"""``python -m loket_shared.sealing migrate|rewrap``, run by who owns the vault's database.

``LOKET_VAULT_URL`` is the owner's url; ``rewrap`` also reads ``LOKET_MASTER_KEY_FILE``.
"""

import argparse
import asyncio
import os
from pathlib import Path

import asyncpg

from loket_shared.sealing.master_keys import MasterKeys
from loket_shared.sealing.migrate import migrate
from loket_shared.sealing.rewrap import rewrap
from loket_shared.sealing.vault_database import connectable


def main() -> None:
    """Run the command that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m loket_shared.sealing", description=__doc__)
    parser.add_argument(
        "command",
        choices=["migrate", "rewrap"],
        help="migrate: create or update the vault; rewrap: put all keys under the newest master key",
    )
    asyncio.run(_run(parser.parse_args().command))


async def _run(command: str) -> None:
    connection = await asyncpg.connect(connectable(os.environ["LOKET_VAULT_URL"]))
    try:
        if command == "migrate":
            await migrate(connection)
            print("the vault is up to date")
        else:
            masters = MasterKeys.read(Path(os.environ["LOKET_MASTER_KEY_FILE"]))
            print(f"{await rewrap(connection, masters)} keys are now under master key {masters.newest}")
    finally:
        await connection.close()


main()
