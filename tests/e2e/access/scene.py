"""What stands at the desk when everybody tries every address: a thing for each subject of the matrix."""

from typing import NamedTuple

import httpx
from contract.access.matrix import NOBODY, Row
from e2e.questions import PHOTONICS, Question, hand_in

from loket_stack.play.cast import Cast
from loket_stack.play.people import Json
from loket_stack.play.waiting import until
from loket_stack.state import StackState

REPORT: Json = {**PHOTONICS, "kind": "incident", "topics": ["incident"], "consentToShare": False}
NEVER = {"reference": "KV-2025-999999", "id": "01a00000-0000-7000-8000-000000000000"}
"""Names of nothing."""
NOWHERE = "/v1/nowhere"

STALE = 99
BODIES: dict[str, Json] = {
    "questions": {**PHOTONICS, "neededBy": "2020-01-01"},
    "supplements": {"text": "Nog iets."},
    "withdrawal": {},
    "feedback": {"helpful": True},
    "assignments": {"assignee": "me", "version": STALE},
    "contribution-requests": {"department": "BZ", "version": STALE},
    "information-requests": {"text": "Wie betaalt?", "version": STALE},
    "notes": {"text": "Navragen."},
    "route": {"lead": "OCW", "contributors": ["BZ"], "reason": "Personeel.", "version": STALE},
    "draft": {"text": "Ons advies.", "version": STALE},
    "drafts": {"text": "Onze bijdrage.", "version": STALE},
    "submission": {},
    "return": {"remark": "Scherper graag.", "version": STALE},
    "refusal": {"reason": "Niet van ons.", "version": STALE},
    "reopening": {"reason": "Nieuwe feiten.", "version": STALE},
}
"""What each writing call sends: what would be stale, past or out of state, so that nothing changes."""


class Answer(NamedTuple):
    """All that a reader can see of an answer, but the moment."""

    status: int
    headers: dict[str, str]
    content: bytes


class Scene:
    """Prepares the subjects and makes the calls of the matrix."""

    def __init__(self, cast: Cast, running: StackState) -> None:
        self._cast, self._running = cast, running
        asked, withdrawn, erased = (hand_in(cast, PHOTONICS) for _ in range(3))
        references = {
            "asked": asked,
            "portal's": hand_in(cast, PHOTONICS, "university-portal"),
            "other's": hand_in(cast, PHOTONICS, "other-asker"),
            "report": hand_in(cast, REPORT),
            "withdrawn": withdrawn,
            "erased": erased,
        }
        cases = {subject: question.routed() for subject, question in references.items()}
        withdrawn.says("withdrawal").raise_for_status()
        withdrawn.reaches("withdrawn")
        _erase(erased)
        requests = {each["department"].lower(): each["id"] for each in cases["asked"]["requests"]}
        self._named: dict[str, dict[str, str]] = {
            "none": {},
            **{subject: {"reference": question.reference} for subject, question in references.items()},
            **{department: {"id": request} for department, request in requests.items()},
            "letter": {"id": self._letter_about(asked)},
        }

    def reference(self, subject: str) -> str:
        """Return the reference of a question of the matrix."""
        return self._named[subject]["reference"]

    def call(self, row: Row, persona: str) -> Answer:
        """Make the call of ``row`` as ``persona``."""
        return self._ask(persona, row, row.path, self._named[row.subject])

    def call_on_nothing(self, row: Row, persona: str) -> Answer:
        """Make the call of ``row`` on a name that was never given; a call without a name, at an address of nothing."""
        named = "{" in row.path or _names_in_body(row)
        return self._ask(persona, row, row.path if named else NOWHERE, NEVER)

    def _ask(self, persona: str, row: Row, path: str, names: dict[str, str]) -> Answer:
        address, body = path.format(**names), _body(row, names) if row.method == "POST" else None
        if persona == NOBODY:
            url = self._running.parts[row.service].facts["url"]
            answer = httpx.request(row.method, f"{url}{address}", json=body, headers={"Accept-Language": "en"})
        else:
            answer = self._cast.people.ask(persona, row.method, row.service, address, json=body)
        headers = {name: value for name, value in answer.headers.items() if name != "date"}
        return Answer(answer.status_code, headers, answer.content)

    def _letter_about(self, question: Question) -> str:
        operator = self._cast.people.person("operator")

        def look() -> str | None:
            sent = operator.read("notifications", "/v1/deliveries")["items"]
            return next((one["id"] for one in sent if one["reference"] == question.reference), None)

        return until("the letter to the asker", look)


def _erase(question: Question) -> None:
    order = {"reference": question.reference, "reason": "Op verzoek."}
    question.ask("operator", "POST", "backoffice", "/v1/erasures", json=order).raise_for_status()
    question.reaches("erased")


def _names_in_body(row: Row) -> bool:
    return row.path.endswith("/erasures")


def _body(row: Row, names: dict[str, str]) -> Json:
    if _names_in_body(row):
        return {"reference": names.get("reference", ""), "reason": "Op verzoek."}
    return BODIES.get(row.path.rpartition("/")[2], {"version": STALE})
