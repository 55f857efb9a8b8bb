"""The dead letters of all services, as the operator may see them."""

from collections.abc import Iterator

from loket_stack.failures import StackError
from loket_stack.play.people import Json, Person
from loket_stack.postgres.databases import SERVICES


def all_letters(operator: Person) -> Iterator[tuple[str, Json]]:
    """Yield each dead letter with the service that could not handle it; what is somebody else's has no ``id``."""
    for service in SERVICES:
        cursor: str | None = None
        while True:
            page = operator.read(service, "/v1/dead-letters", **({"cursor": cursor} if cursor else {}))
            yield from ((service, letter) for letter in page["items"])
            cursor = page["next"]
            if cursor is None:
                break


def find_letter(operator: Person, letter_id: str) -> tuple[str, Json]:
    """Return the dead letter with this id, and its service.

    Raises:
        StackError: there is none.
    """
    for service, letter in all_letters(operator):
        if letter.get("id") == letter_id:
            return service, letter
    raise StackError(f"there is no dead letter {letter_id}", "see ./loket dead-letters list")


def decide(operator: Person, letter_id: str, decision: str) -> Json:
    """Let the service that holds the dead letter ``replay`` or ``drop`` it, and return what became of it."""
    service, _ = find_letter(operator, letter_id)
    return operator.send(service, f"/v1/dead-letters/{letter_id}/{decision}", {})
