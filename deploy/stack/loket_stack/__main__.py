"""``python -m loket_stack``: the program that ``./loket`` runs."""

import sys

from loket_stack.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
