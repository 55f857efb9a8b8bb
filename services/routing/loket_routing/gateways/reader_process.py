"""The process that reads texts: ``python -m loket_routing.gateways.reader_process PARENT LINK`` (an open socket).

Requests and answers are JSON: ``{"digest", "lexicon"}`` compiles a lexicon, ``{"digest", "text"}`` is
answered with the mentions in the text, ``{"found"}``, or with the class of an error, ``{"failed"}``.
"""

import sys
from multiprocessing.connection import Connection
from typing import Any

import orjson

from loket_routing.domain.decide.matching.finder import Finder
from loket_routing.domain.decide.matching.lexicon import Lexicon
from loket_routing.gateways.child_process import exit_with_parent


def main(parent: int, link: Connection) -> None:
    """Serve requests until the other end is closed."""
    exit_with_parent(parent)
    finders: dict[str, Finder] = {}
    while True:
        try:
            request = orjson.loads(link.recv_bytes())
        except EOFError:
            return
        link.send_bytes(orjson.dumps(_answer(request, finders)))


def _answer(request: dict[str, str], finders: dict[str, Finder]) -> dict[str, Any]:
    try:
        if "lexicon" not in request:
            return {"found": list(map(tuple, finders[request["digest"]].find(request["text"])))}
        finders[request["digest"]] = Finder(Lexicon.model_validate_json(request["lexicon"]))
    except Exception as error:
        # Only the class of the error: its message may contain a piece of the text.
        return {"failed": type(error).__name__}
    return {"found": ()}


if __name__ == "__main__":
    main(int(sys.argv[1]), Connection(int(sys.argv[2])))
