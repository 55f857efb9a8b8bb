"""Every command of ``./loket``: its name, its module in this folder, and one line for the overview."""

from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str]] = {
    "up": ("up", "start everything, and return when all is ready"),
    "down": ("down", "stop everything, in order"),
    "restart": ("restart", "restart one part, or all"),
    "reset": ("reset", "stop everything and delete all local data"),
    "status": ("status", "what runs, where, and whether it is ready"),
    "logs": ("logs", "what the parts say, readable"),
    "demo": ("demo", "play one realistic question, from form to answer"),
    "seed": ("seed", "fill the desk with demonstration questions"),
    "token": ("token", "print a bearer token of a persona"),
    "journey": ("journey", "the journey of one question through all services"),
    "events": ("events", "the events as they are on the wire"),
    "dead-letters": ("dead_letters", "what could not be handled, with its story"),
    "erase": ("erase", "destroy the keys of a question"),
    "audit": ("audit", "whether the audit trails are whole"),
    "check": ("check", "format, lint, types, architecture, schemas, licences, translations"),
    "test": ("test", "run the tests, layer by layer"),
    "bench": ("bench", "measure, side by side within one run"),
    "schemas": ("schemas", "regenerate the committed schemas"),
    "lock": ("lock", "re-export the hashed requirement files"),
}
