"""``python -m loket_shared.processing_log NAME``: by what the person is known in the log whom NAME concerns.

NAME is a question's reference, or the id of a draft or of a contribution request. With the pseudonym the
log can be searched for somebody who wants to know what was done with their data. ``LOKET_MASTER_KEY_FILE``
names the secret that it is made with.
"""

import argparse
import os
from pathlib import Path

from loket_shared.processing_log.records import person_concerned
from loket_shared.sealing.master_keys import MasterKeys


def main() -> None:
    """Print the pseudonym."""
    parser = argparse.ArgumentParser(prog="python -m loket_shared.processing_log", description=__doc__)
    parser.add_argument("name", help="a reference, such as KV-2026-000123, or an id")
    name = parser.parse_args().name
    print(person_concerned(name, MasterKeys.read(Path(os.environ["LOKET_MASTER_KEY_FILE"])).pseudonym))


main()
