"""Standing behind everything else that this machine has to do."""

import os
from contextlib import suppress
from pathlib import Path

_NICE = 10
_GROUP = Path("/proc/self/autogroup")


def step_back() -> None:
    """Let this process, and those it starts, have what others leave.

    Linux may share processor time among sessions first, and look at niceness inside each of them alone;
    so the session steps back too, which must be this process's own.
    """
    os.nice(_NICE)
    with suppress(OSError):  # another system, or one that shares among processes alone
        _GROUP.write_text(str(_NICE), encoding="ascii")
