"""The process that keeps the stack running: ``python -m loket_stack.supervisor BROKER``."""

import sys

from loket_stack.paths import Paths
from loket_stack.supervisor.supervisor import supervise

if __name__ == "__main__":
    supervise(Paths.of(), sys.argv[1])
