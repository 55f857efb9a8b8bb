"""Checks and downloads the requirements of the parts before they start."""

import shutil

from loket_stack.components.kafka import KAFKA, LIGHT
from loket_stack.components.services import audit_key_file
from loket_stack.console import progress
from loket_stack.failures import StackError
from loket_stack.kafka.acls import chosen_guests
from loket_stack.kafka.jars import JarsUnavailableError, fetch
from loket_stack.paths import Paths
from loket_stack.postgres.cluster import SUPERUSER
from loket_stack.postgres.databases import SERVICES, owner_of
from loket_stack.postgres.installation import find_installation, move_data
from loket_stack.secret_files import MASTER_KEY, require_secret
from loket_stack.static_files import install_static_files

_ROOM = 500_000_000


def set_up(paths: Paths, broker: str) -> str:
    """Download missing files for all stacks, check that this stack can start, and return the broker to use.

    If Kafka's jars are not available, the light broker replaces it, with a warning.

    Raises:
        StackError: a requirement is missing, and cannot be downloaded or created.
    """
    chosen_guests()
    _see_that_there_is_room(paths)
    move_data(find_installation(paths), paths.var / "postgres")
    _see_that_secrets_are_there(paths)
    install_static_files(paths)
    if broker == LIGHT:
        return LIGHT
    try:
        fetch(paths.tools)
    except JarsUnavailableError as error:
        progress(f"\n!! {error}\n!! STARTING THE LIGHT BROKER INSTEAD: records are kept in memory only\n")
        return LIGHT
    return KAFKA


def _see_that_there_is_room(paths: Paths) -> None:
    free = shutil.disk_usage(paths.var).free
    if free < _ROOM:
        raise StackError(
            f"{paths.var} has {free // 1_000_000} MB left; the stack needs {_ROOM // 1_000_000} MB to work in",
            "make room, or set LOKET_VAR to a folder on a disk that has it",
        )


def _see_that_secrets_are_there(paths: Paths) -> None:
    if find_installation(paths).data.exists():
        for name in (MASTER_KEY, f"postgres-{SUPERUSER}"):
            require_secret(paths.secrets / name)
        for name in SERVICES:
            # The audit key was created together with the first password of the tables' owner.
            if (paths.secrets / f"postgres-{owner_of(name)}").exists():
                require_secret(audit_key_file(paths, name))
