"""What an asker does."""

from uuid import uuid4

from loket_stack.play.people import Json, Person


def hand_in(asker: Person, question: Json) -> str:
    """Hand in ``question`` and return its reference."""
    answer = asker.send("intake", "/v1/questions", question, {"Idempotency-Key": str(uuid4())})
    return str(answer["reference"])


def supplement(asker: Person, reference: str, text: str) -> None:
    """Add a text to the question, as a reply to the desk or of one's own accord."""
    asker.send("intake", f"/v1/questions/{reference}/supplements", {"text": text})


def withdraw(asker: Person, reference: str, reason: str) -> None:
    """Withdraw the question."""
    asker.send("intake", f"/v1/questions/{reference}/withdrawal", {"reason": reason})


def thank(asker: Person, reference: str, text: str) -> None:
    """Say that the answer helped."""
    asker.send("intake", f"/v1/questions/{reference}/feedback", {"helpful": True, "text": text})


def has_status(asker: Person, reference: str, status: str) -> bool:
    """Whether the question has this status for its asker."""
    return bool(asker.read("intake", f"/v1/questions/{reference}")["status"] == status)
