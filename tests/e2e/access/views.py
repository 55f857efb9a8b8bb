"""Everything that the desk shows to one reader of one question, but what moves with the clock alone."""

import json
from typing import Any

from e2e.questions import Question

from loket_stack.scenarios.waiting import wait_until

ADDRESSES = (
    ("backoffice", "/v1/cases/{reference}"),
    ("backoffice", "/v1/cases/{reference}/clocks"),
    *(("backoffice", f"/v1/cases?queue={queue}&limit=100") for queue in ("all", "front-office", "department", "mine")),
    ("backoffice", "/v1/cases?reference={reference}"),
    ("backoffice", "/v1/service-levels?limit=200"),
    ("routing", "/v1/decisions/{reference}"),
    ("intake", "/v1/questions/{reference}"),
    ("intake", "/v1/questions?limit=100"),
    ("notifications", "/v1/deliveries?limit=100"),
    *(
        (service, path)
        for service in ("intake", "routing", "backoffice", "notifications")
        for path in ("/v1/dead-letters", "/v1/gaps")
    ),
)
_MOVING = {"countedWorkingHours", "remainingWorkingHours", "explanation"}

Views = dict[str, tuple[int, str]]


def views_of(question: Question, persona: str) -> Views:
    """Return each answer that ``persona`` gets, by its address."""
    return {f"{service} {address}": _view(question, persona, service, address) for service, address in ADDRESSES}


def settled_views_of(question: Question, persona: str) -> Views:
    """Return the same once nothing that went on before changes it any more."""
    last: list[Views] = []

    def look() -> Views | None:
        last.append(views_of(question, persona))
        return last[-1] if last[-2:-1] == last[-1:] else None

    return wait_until(f"what {persona} sees stands still", look)


def _view(question: Question, persona: str, service: str, address: str) -> tuple[int, str]:
    answer = question.ask(persona, "GET", service, address.format(reference=question.reference))
    return answer.status_code, json.dumps(_still(answer.json()))


def _still(document: Any) -> Any:
    match document:
        case dict():
            return {name: _still(value) for name, value in document.items() if name not in _MOVING}
        case list():
            return [_still(each) for each in document]
        case _:
            return document
