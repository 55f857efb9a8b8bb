"""What could not be handled, with its story, and what to do about it.

A dead letter holds back what follows it about the same question. Replay it once the cause is gone, or
drop it; either lets the rest go on.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from uuid import UUID

from loket_shared.bus.dead_letters.reasons import in_words
from loket_stack.paths import Paths
from loket_stack.play.dead_letters import all_letters, decide, find_letter
from loket_stack.play.people import Json, Person, people
from loket_stack.running import running_stack

Act = Callable[[Person, argparse.Namespace], int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = parser.add_subparsers(dest="act", metavar="list|show|replay|drop", required=True)
    listing = acts.add_parser("list", help="the dead letters of all services")
    states = ("open", "replayed", "dropped")
    listing.add_argument("--state", choices=states, default="open", help="those in this state (open)")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    for name, summary in (("show", "one with its whole story"), ("replay", "handle it again"), ("drop", "give it up")):
        acts.add_parser(name, help=summary).add_argument("id", metavar="ID", type=identifier)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked, as the operator."""
    with people(Paths.of(), running_stack()) as everybody:
        return _ACTS[arguments.act](everybody.person("operator"), arguments)


def _list(operator: Person, arguments: argparse.Namespace) -> int:
    listed = list(all_letters(operator, arguments.state))
    found = [{"service": service, **letter} for service, letters, _ in listed for letter in letters]
    notices: list[Json] = [{"service": service, "withOwner": notice} for service, _, notice in listed if notice]
    if arguments.json:
        sys.stdout.write(json.dumps(found + notices, indent=2, ensure_ascii=False) + "\n")
        return 0
    sys.stdout.writelines(f"{_line(letter)}\n" for letter in found)
    sys.stdout.writelines(f"{notice['service']:14} {notice['withOwner']['en']}\n" for notice in notices)
    if not found and not notices:
        print("There are none.")
    return 0


def _show(operator: Person, arguments: argparse.Namespace) -> int:
    service, letter = find_letter(operator, arguments.id)
    story = {"service": service, "why": in_words(letter["reason"]).en, **letter}
    sys.stdout.writelines(f"{name:14} {value}\n" for name, value in story.items())
    return 0


def _decide(operator: Person, arguments: argparse.Namespace) -> int:
    letter = decide(operator, arguments.id, arguments.act)
    print(f"{arguments.id} is {letter['state']}")
    return 0 if letter["state"] != "open" else 1


def _line(letter: Json) -> str:
    about = f"{letter.get('type') or 'of unknown origin'} {letter.get('subject') or ''}".strip()
    story = f"{letter['service']:14} {letter['id']}  {letter['recordedAt']}  {letter['reason']}  {about}"
    return f"{story}: {in_words(letter['reason']).en}"


def identifier(text: str) -> str:
    """Read the id of a dead letter."""
    return str(UUID(text))


_ACTS: Mapping[str, Act] = {"list": _list, "show": _show, "replay": _decide, "drop": _decide}
