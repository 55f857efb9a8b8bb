"""``python -m loket_shared.processing_log NAME``: print the pseudonym of the person whom NAME concerns.

NAME is a question's reference, or the id of a draft or of a contribution request. The pseudonym finds a person's
records in the log, for a person who asks what was done with their data. ``LOKET_MASTER_KEY_FILE`` names the file with
the key that makes it.
"""

import argparse
import os
from pathlib import Path

from loket_shared.processing_log.records import person_concerned
from loket_shared.sealing.master_keys import MasterKeys


def main() -> None:
    """Print the pseudonym of the person whom the named thing concerns."""
    parser = argparse.ArgumentParser(prog="python -m loket_shared.processing_log", description=__doc__)
    parser.add_argument("name", help="a reference, such as KV-2026-000123, or an id")
    name = parser.parse_args().name
    print(person_concerned(name, MasterKeys.read(Path(os.environ["LOKET_MASTER_KEY_FILE"])).pseudonym))


main()
