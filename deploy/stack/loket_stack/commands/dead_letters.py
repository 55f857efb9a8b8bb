"""What could not be handled, with its story, and what to do about it.

A dead letter holds back what follows it about the same question. Replay it once the cause is gone, or
drop it; either lets the rest go on. Name one by its ID, or many by --reason, --type or --all.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from loket_shared.bus.dead_letters.reasons import describe_reason
from loket_stack.failures import StackError
from loket_stack.paths import Paths
from loket_stack.play.dead_letters import Decided, all_letters, choice_of, decide, decide_many, find_letter
from loket_stack.play.people import Json, Person, people
from loket_stack.postgres.databases import SERVICES
from loket_stack.running import running_stack

Act = Callable[[Person, argparse.Namespace], int]

_DONE = {"replayed", "dropped"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = parser.add_subparsers(dest="act", metavar="list|show|replay|drop", required=True)
    listing = acts.add_parser("list", help="the dead letters of all services")
    states = ("open", "replayed", "dropped")
    listing.add_argument("--state", choices=states, default="open", help="those in this state (open)")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    acts.add_parser("show", help="one with its whole story").add_argument("id", metavar="ID", type=identifier)
    for name, summary in (("replay", "handle them again"), ("drop", "give them up")):
        deciding = acts.add_parser(name, help=summary)
        deciding.add_argument("id", metavar="ID", type=identifier, nargs="?", help="this one alone")
        deciding.add_argument("--reason", help="all with this reason")
        deciding.add_argument("--type", help="all of events of this type")
        deciding.add_argument("--all", action="store_true", help="every open one")
        deciding.add_argument("--service", choices=SERVICES, help="only of this service")
        deciding.add_argument("--because", metavar="TEXT", help="why they are given up; needed to drop many")
        deciding.add_argument("--json", action="store_true", help="print one JSON document")


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
    story = {"service": service, "why": describe_reason(letter["reason"]).en, **letter}
    sys.stdout.writelines(f"{name:14} {value}\n" for name, value in story.items())
    return 0


def _decide(operator: Person, arguments: argparse.Namespace) -> int:
    decided = list(_decided(operator, arguments))
    if arguments.json:
        sys.stdout.write(json.dumps([each._asdict() for each in decided], indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{each.service:14} {each.id} is {each.outcome}\n" for each in decided)
        print(f"{sum(each.outcome in _DONE for each in decided)} of {len(decided)} are done with")
    return 0 if all(each.outcome in _DONE for each in decided) else 1


def _decided(operator: Person, arguments: argparse.Namespace) -> Iterator[Decided]:
    """Yield what came of each.

    Raises:
        StackError: it is not clear which ones are meant.
    """
    many = bool(arguments.reason or arguments.type)
    if (bool(arguments.id), many, arguments.all).count(True) != 1:
        raise StackError("which ones is not clear", "name one ID, or --reason and --type, or --all")
    if arguments.id:
        return decide(operator, arguments.id, arguments.act, arguments.because)
    if arguments.act == "drop" and not arguments.because:
        raise StackError("to drop many takes a reason", 'add --because "why they are given up"')
    services = (arguments.service,) if arguments.service else SERVICES
    choice = choice_of(arguments.reason, arguments.type, arguments.because if arguments.act == "drop" else None)
    return decide_many(operator, services, arguments.act, choice)


def _line(letter: Json) -> str:
    about = f"{letter.get('type') or 'of unknown origin'} {letter.get('subject') or ''}".strip()
    waiting = f", {letter['waiting']} waiting behind it" if letter["waiting"] else ""
    story = f"{letter['service']:14} {letter['id']}  {letter['recordedAt']}  {letter['reason']}  {about}{waiting}"
    return f"{story}: {describe_reason(letter['reason']).en}"


def identifier(text: str) -> str:
    """Read the id of a dead letter."""
    return str(UUID(text))


_ACTS: Mapping[str, Act] = {"list": _list, "show": _show, "replay": _decide, "drop": _decide}
