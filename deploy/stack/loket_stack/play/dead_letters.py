"""The dead letters of all services, as the operator may see them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loket_stack.failures import StackError
from loket_stack.play.people import Json, Person
from loket_stack.postgres.databases import SERVICES


class Decided(NamedTuple):
    """What came of a decision about one dead letter."""

    service: str
    id: str
    outcome: str


class Listed(NamedTuple):
    """A service's dead letters; ``with_owner`` is its notice that one waits for somebody else."""

    service: str
    letters: list[Json]
    with_owner: Json | None


def all_letters(operator: Person, state: str) -> Iterator[Listed]:
    """Yield what each service could not handle, of letters that are ``open``, ``replayed`` or ``dropped``."""
    for service in SERVICES:
        page = operator.read(service, "/v1/dead-letters", state=state)
        letters: list[Json] = page["items"]
        while page["next"] is not None:
            page = operator.read(service, "/v1/dead-letters", state=state, cursor=page["next"])
            letters += page["items"]
        yield Listed(service, letters, page["withOwner"])


def find_letter(operator: Person, letter_id: str) -> tuple[str, Json]:
    """Return the service that holds the dead letter with this id, and the letter.

    Raises:
        StackError: there is none.
    """
    for service in SERVICES:
        letter = operator.find(service, f"/v1/dead-letters/{letter_id}")
        if letter is not None:
            return service, letter
    raise StackError(f"there is no dead letter {letter_id}", "see ./loket dead-letters list")


def decide(operator: Person, letter_id: str, decision: str, because: str | None) -> Iterator[Decided]:
    """Let the service that holds the dead letter ``replay`` or ``drop`` it, and yield what became of it."""
    service, _ = find_letter(operator, letter_id)
    letter = operator.send(service, f"/v1/dead-letters/{letter_id}/{decision}", _reason(because))
    yield Decided(service, letter_id, "failed" if letter["state"] == "open" else letter["state"])


def decide_many(operator: Person, services: Sequence[str], decision: str, choice: Json) -> Iterator[Decided]:
    """Let each of ``services`` ``replay`` or ``drop`` its dead letters of the choice; yield what became of each."""
    for service in services:
        cursor = ""
        while True:
            query = {"cursor": cursor} if cursor else {}
            page = operator.send(service, f"/v1/dead-letters/{decision}", choice, query=query)
            yield from (Decided(service, item["id"], item["outcome"]) for item in page["items"])
            if page["next"] is None:
                break
            cursor = page["next"]


def choice_of(reason: str | None, kind: str | None, because: str | None) -> Json:
    """Return what chooses dead letters by reason and type, or all of them where neither is given."""
    given = {name: value for name, value in (("reason", reason), ("type", kind)) if value}
    return {**(given or {"all": True}), **_reason(because)}


def _reason(because: str | None) -> Json:
    return {"because": because} if because else {}
