"""List, show, replay and drop dead letters: events that a service could not handle.

A dead letter holds back later events about the same question. Replay it after the cause is gone, or drop it; both let
the later events continue. Name one by its ID, or many by --reason, --type or --all.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from loket_shared.bus.dead_letters.reasons import describe_reason
from loket_stack.console import StackError
from loket_stack.paths import Paths
from loket_stack.postgres.databases import SERVICES
from loket_stack.scenarios.api_client import Json, PersonaClient, connect_personas
from loket_stack.state import running_stack

Act = Callable[[PersonaClient, argparse.Namespace], int]

_DONE = {"replayed", "dropped"}


class Decision(NamedTuple):
    """The outcome of a decision about one dead letter."""

    service: str
    id: str
    outcome: str


class ServiceDeadLetters(NamedTuple):
    """The dead letters of a service; ``with_owner``: at least one more belongs to somebody else."""

    service: str
    letters: list[Json]
    with_owner: Json | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = parser.add_subparsers(dest="act", metavar="list|show|replay|drop", required=True)
    listing = acts.add_parser("list", help="list the dead letters of all services")
    states = ("open", "replayed", "dropped")
    listing.add_argument("--state", choices=states, default="open", help="the state of the listed dead letters (open)")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    acts.add_parser("show", help="print one dead letter with its history").add_argument(
        "id", metavar="ID", type=identifier
    )
    for name, summary in (("replay", "let the service handle dead letters again"), ("drop", "discard dead letters")):
        deciding = acts.add_parser(name, help=summary)
        deciding.add_argument("id", metavar="ID", type=identifier, nargs="?", help="one dead letter")
        deciding.add_argument("--reason", help="all open dead letters with this reason")
        deciding.add_argument("--type", help="all open dead letters about events of this type")
        deciding.add_argument("--all", action="store_true", help="all open dead letters")
        deciding.add_argument("--service", choices=SERVICES, help="only dead letters of this service")
        deciding.add_argument("--because", metavar="TEXT", help="the reason, for the record; required to drop many")
        deciding.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Carry out the subcommand, as the operator."""
    with connect_personas(Paths.of(), running_stack()) as personas:
        return _ACTS[arguments.act](personas.person("operator"), arguments)


def _list(operator: PersonaClient, arguments: argparse.Namespace) -> int:
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


def _show(operator: PersonaClient, arguments: argparse.Namespace) -> int:
    service, letter = find_letter(operator, arguments.id)
    fields = {"service": service, "why": describe_reason(letter["reason"]).en, **letter}
    sys.stdout.writelines(f"{name:14} {value}\n" for name, value in fields.items())
    return 0


def _decide(operator: PersonaClient, arguments: argparse.Namespace) -> int:
    decisions = list(_decisions(operator, arguments))
    if arguments.json:
        sys.stdout.write(json.dumps([each._asdict() for each in decisions], indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{each.service:14} {each.id} is {each.outcome}\n" for each in decisions)
        print(f"{sum(each.outcome in _DONE for each in decisions)} of {len(decisions)} dead letters are closed")
    return 0 if all(each.outcome in _DONE for each in decisions) else 1


def _decisions(operator: PersonaClient, arguments: argparse.Namespace) -> Iterator[Decision]:
    """Yield the outcome of each decision.

    Raises:
        StackError: the arguments select no dead letters, or select them ambiguously.
    """
    many = bool(arguments.reason or arguments.type)
    if (bool(arguments.id), many, arguments.all).count(True) != 1:
        raise StackError(
            "it is not clear which dead letters you mean", "give one ID, or --reason or --type or both, or --all"
        )
    if arguments.id:
        return decide(operator, arguments.id, arguments.act, arguments.because)
    if arguments.act == "drop" and not arguments.because:
        raise StackError("dropping many dead letters needs a reason", 'add --because "the reason"')
    services = (arguments.service,) if arguments.service else SERVICES
    choice = choice_of(arguments.reason, arguments.type, arguments.because if arguments.act == "drop" else None)
    return decide_many(operator, services, arguments.act, choice)


def _line(letter: Json) -> str:
    about = f"{letter.get('type') or 'of unknown origin'} {letter.get('subject') or ''}".strip()
    waiting = f", {letter['waiting']} waiting behind it" if letter["waiting"] else ""
    line = f"{letter['service']:14} {letter['id']}  {letter['recordedAt']}  {letter['reason']}  {about}{waiting}"
    return f"{line}: {describe_reason(letter['reason']).en}"


def identifier(text: str) -> str:
    """Parse the id of a dead letter."""
    return str(UUID(text))


_ACTS: Mapping[str, Act] = {"list": _list, "show": _show, "replay": _decide, "drop": _decide}


def all_letters(operator: PersonaClient, state: str) -> Iterator[ServiceDeadLetters]:
    """Yield the dead letters of each service that are ``open``, ``replayed`` or ``dropped``."""
    for service in SERVICES:
        page = operator.read(service, "/v1/dead-letters", state=state)
        letters: list[Json] = page["items"]
        while page["next"] is not None:
            page = operator.read(service, "/v1/dead-letters", state=state, cursor=page["next"])
            letters += page["items"]
        yield ServiceDeadLetters(service, letters, page["withOwner"])


def find_letter(operator: PersonaClient, letter_id: str) -> tuple[str, Json]:
    """Return the service that holds the dead letter with this id, and the letter.

    Raises:
        StackError: no service has the dead letter.
    """
    for service in SERVICES:
        letter = operator.find(service, f"/v1/dead-letters/{letter_id}")
        if letter is not None:
            return service, letter
    raise StackError(f"there is no dead letter {letter_id}", "see ./loket dead-letters list")


def decide(operator: PersonaClient, letter_id: str, decision: str, because: str | None) -> Iterator[Decision]:
    """Make the service of the dead letter ``replay`` or ``drop`` it, and yield the outcome."""
    service, _ = find_letter(operator, letter_id)
    letter = operator.send(service, f"/v1/dead-letters/{letter_id}/{decision}", _reason(because))
    yield Decision(service, letter_id, "failed" if letter["state"] == "open" else letter["state"])


def decide_many(operator: PersonaClient, services: Sequence[str], decision: str, choice: Json) -> Iterator[Decision]:
    """Make each of ``services`` ``replay`` or ``drop`` its selected dead letters; yield each outcome."""
    for service in services:
        cursor = ""
        while True:
            query = {"cursor": cursor} if cursor else {}
            page = operator.send(service, f"/v1/dead-letters/{decision}", choice, query=query)
            yield from (Decision(service, item["id"], item["outcome"]) for item in page["items"])
            if page["next"] is None:
                break
            cursor = page["next"]


def choice_of(reason: str | None, kind: str | None, because: str | None) -> Json:
    """Return the body that selects dead letters by reason and type, or all of them without either."""
    given = {name: value for name, value in (("reason", reason), ("type", kind)) if value}
    return {**(given or {"all": True}), **_reason(because)}


def _reason(because: str | None) -> Json:
    return {"because": because} if because else {}
