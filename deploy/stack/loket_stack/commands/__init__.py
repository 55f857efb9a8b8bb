"""The commands of ``./loket``: name, module in this folder, and one line for the overview."""

from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str]] = {
    "up": ("up", "start everything, and return when all is ready"),
    "down": ("down", "stop everything, in order"),
    "restart": ("restart", "restart one part, or all"),
    "reset": ("reset", "stop everything and delete all local data"),
    "status": ("status", "print the parts, their addresses, and whether they are ready"),
    "logs": ("logs", "print the logs of the parts as lines of text"),
    "demo": ("demo", "run one realistic question, from form to answer"),
    "seed": ("seed", "fill the desk with demonstration questions"),
    "token": ("token", "print a bearer token of a persona"),
    "journey": ("journey", "print the journey of one question through all services"),
    "events": ("events", "print the events on the wire"),
    "dead-letters": ("dead_letters", "list, show, replay and drop dead letters"),
    "erase": ("erase", "destroy the keys of a question"),
    "audit": ("audit", "verify the audit trails"),
    "check": ("check", "check format, lint, types, architecture, schemas, licences, translations"),
    "test": ("test", "run the tests, layer by layer"),
    "bench": ("bench", "measure the desk, and compare it with baselines"),
    "schemas": ("schemas", "regenerate the committed schemas, Kafka rights and tables of docs/"),
    "lock": ("lock", "resolve the packages, and export the hashed requirement files"),
}
