"""Runs a service that seals nothing: ``python unsealed_service.py NAME [ROLE]``.

It exists for the control run, which proves that the search finds what is not sealed. No setting of a
service leads here: the seal is taken off from outside, before the service is composed.
"""

import sys
from functools import partial
from importlib import import_module

from kit.no_seal import NoSeal

from loket_shared.sealing.sealer import Sealer
from loket_shared.wiring import open_runtime, run

if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    setattr(open_runtime, "Sealer", partial(Sealer, seal=NoSeal()))  # noqa: B010 - a class, as far as types can tell
    run.run(import_module(f"loket_{name}.main").SERVICE, arguments)
