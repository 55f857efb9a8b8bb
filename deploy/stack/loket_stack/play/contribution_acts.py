"""What the people of a department do with a request for a contribution."""

from loket_stack.play.cast import Cast
from loket_stack.play.people import Json, Person


def is_queued(expert: Person, reference: str) -> bool:
    """Whether the question is on the first page of the queue of the expert's department, the newest first."""
    queue = expert.read("backoffice", "/v1/cases", queue="department")
    return any(case["reference"] == reference for case in queue["items"])


def draft(cast: Cast, request: Json, text: str) -> None:
    """Let the department's expert take the work and write a draft."""
    expert = cast.expert(request["department"])
    _act(expert, request["id"], "assignments", {"assignee": "me"})
    _act(expert, request["id"], "drafts", {"text": text})


def release(cast: Cast, request: Json) -> None:
    """Let the expert submit the draft and the approver, who is somebody else, release it."""
    _act(cast.expert(request["department"]), request["id"], "submission", {})
    _act(cast.approver(request["department"]), request["id"], "release", {})


def _act(person: Person, request_id: str, path: str, body: Json) -> None:
    address = f"/v1/contribution-requests/{request_id}"
    person.change("backoffice", f"{address}/{path}", body, lambda: int(person.read("backoffice", address)["version"]))
