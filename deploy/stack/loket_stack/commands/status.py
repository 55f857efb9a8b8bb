"""Print the parts, their addresses, and whether they are ready. The exit status is 1 if a part is not ready."""

import argparse
import json
import sys
from typing import Any

from loket_stack.components.kafka import LIGHT
from loket_stack.paths import Paths
from loket_stack.state import ComponentState, StackState


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print the status."""
    status = describe(StackState.running(Paths.of()))
    sys.stdout.write(json.dumps(status, indent=2) + "\n" if arguments.json else _in_words(status))
    return 0 if status["ready"] else 1


def describe(state: StackState | None) -> dict[str, Any]:
    """Return the status as ``--json`` prints it."""
    if state is None:
        return {"ready": False, "parts": {}}
    return {"ready": state.ready, "parts": {name: _part(part) for name, part in state.components.items()}}


def _part(part: ComponentState) -> dict[str, Any]:
    pid = part.process.pid if part.process else None
    secure = {"secure": part.secure} if part.secure else {}
    return {**part.facts, **secure, "ready": part.ready, "pid": pid, "restarts": part.restarts}


def _in_words(status: dict[str, Any]) -> str:
    if not status["parts"]:
        return "The Loket is not running; start it with ./loket up\n"
    return "".join(_line(name, part) for name, part in status["parts"].items())


def _line(name: str, part: dict[str, Any]) -> str:
    address = part.get("url") or part["bootstrap"]
    notes = [part[key] for key in ("kind", "data") if key in part]
    if secure := part.get("secure"):
        notes.append(f"with a login: {secure['bootstrap']}")
    elif part.get("kind") == LIGHT:
        notes.append("no TLS, no logins")
    if part["restarts"]:
        notes.append(f"restarted {part['restarts']} times")
    state = "ready" if part["ready"] else "not ready"
    return f"{name:14} {state:10} pid {part['pid'] or '-':<8} {address}  {'  '.join(notes)}".rstrip() + "\n"
