"""The process that reads texts: ``python -m loket_routing.gateways.reader_process PARENT``.

Each line of its input is a request in JSON, and each line of its output the answer: ``{"digest", "vocabulary"}``
compiles a vocabulary, ``{"digest", "texts"}`` is answered with the mentions in each text, ``{"found"}``, or with the
class of an error, ``{"failed"}``. There are several such processes, so that this one imports no models and no more than
it needs.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from loket_routing.domain.decide.matching.finder import Finder
from loket_routing.domain.decide.matching.terms import Role, TermList, Vocabulary
from loket_routing.gateways.parent_watch import exit_with_parent


def main(parent: int) -> None:
    """Serve requests until the input ends."""
    exit_with_parent(parent)
    finders: dict[str, Finder] = {}
    for line in sys.stdin.buffer:
        answer = _answer(json.loads(line), finders)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


def _answer(request: dict[str, Any], finders: dict[str, Finder]) -> dict[str, Any]:
    try:
        if "vocabulary" not in request:
            return {"found": list(map(finders[request["digest"]].find, request["texts"]))}
        finders[request["digest"]] = Finder(_vocabulary(*request["vocabulary"]))
    except Exception as error:
        # Only the class of the error: its message may contain a piece of a text.
        return {"failed": type(error).__name__}
    return {"found": ()}


def _vocabulary(
    heads: Sequence[str], determiner_only: Sequence[str], doubting: Sequence[str], lists: Iterable[Sequence[Any]]
) -> Vocabulary:
    terms = (TermList(category, Role(role), tuple(nl), tuple(en)) for category, role, nl, en in lists)
    return Vocabulary(tuple(heads), tuple(determiner_only), tuple(doubting), tuple(terms))


if __name__ == "__main__":
    main(int(sys.argv[1]))
