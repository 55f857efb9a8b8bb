"""What the matrix speaks of, prepared at the desk: each subject with the names that addresses call it by."""

from collections.abc import Mapping

from e2e.browser import Browser
from e2e.questions import PHOTONICS, Question, hand_in

from loket_stack.scenarios.api_client import Json, Personas
from loket_stack.scenarios.waiting import wait_until

Names = Mapping[str, str]

NEVER: Names = {
    "reference": "KV-2025-999999",
    "id": "01a00000-0000-7000-8000-000000000000",
    "draft_id": "01a00000-0000-7000-8000-000000000000",
    "slug": "vraag",
    "activity_id": "nothing",
    "since": "2001-01-01",
    "version": "1999.1",
    "rule_id": "9-nothing",
    "number": "999",
    "category": "nothing",
    "code": "nothing",
}
"""Names of nothing."""

_RULE_SET: Names = {
    "version": "2026.1",
    "rule_id": "2-lead",
    "number": "2",
    "category": "military",
    "code": "eu-iran",
}
"""The first policy, and some of its parts."""

_REPORT: Json = {**PHOTONICS, "kind": "incident", "topics": ["incident"], "consentToShare": False}
_FILLED = {
    "onderwerp": {"kind": "question", "topics": "policy-legislation"},
    "vraag": {"subject": "De Leidraad", "description": "Geldt de Leidraad ook voor ons lectoraat?"},
    "delen": {"consentToShare": "true", "discussedWithCoordinator": "false"},
    "controleren": {},
}


def prepare(personas: Personas, asker: Browser, intake: str) -> Mapping[str, Names]:
    """Hand in, withdraw, erase, route and draft; return the names of each subject."""
    asked, withdrawn, erased = (hand_in(personas, PHOTONICS) for _ in range(3))
    questions = {
        "asked": asked,
        "portal's": hand_in(personas, PHOTONICS, "university-portal"),
        "other's": hand_in(personas, PHOTONICS, "other-asker"),
        "report": hand_in(personas, _REPORT),
        "withdrawn": withdrawn,
        "erased": erased,
    }
    cases = {subject: question.routed() for subject, question in questions.items()}
    withdrawn.says("withdrawal").raise_for_status()
    withdrawn.reaches("withdrawn")
    _erase(erased)
    return {
        "none": {},
        **{subject: {"reference": question.reference} for subject, question in questions.items()},
        **{each["department"].lower(): {"id": each["id"]} for each in cases["asked"]["requests"]},
        **{subject: _begun(asker, intake) for subject in ("draft", "thrown-away")},
        "handed-in": _handed_in(asker, intake),
        "letter": {"id": _letter_about(personas, asked)},
        "rule-set": _RULE_SET,
        "simulation": {"id": _simulated(personas, "2026.1")},
        "activity": {"activity_id": "handling-questions", "since": "2026-11-21"},
    }


def _erase(question: Question) -> None:
    order = {"reference": question.reference, "reason": "Op verzoek."}
    question.ask("operator", "POST", "backoffice", "/v1/erasures", json=order).raise_for_status()
    question.reaches("erased")


def _begun(asker: Browser, intake: str) -> Names:
    first_step = asker.post(intake, "/vragen/nieuw", {}).headers["location"]
    return {"draft_id": first_step.split("/")[2], "slug": "vraag"}


def _handed_in(asker: Browser, intake: str) -> Names:
    draft = _begun(asker, intake)
    for step, typed in {**_FILLED, "controleren": {}}.items():
        answer = asker.post(intake, f"/concepten/{draft['draft_id']}/{step}", typed)
        assert answer.is_redirect, answer.text
    return draft


def _letter_about(personas: Personas, question: Question) -> str:
    operator = personas.person("operator")

    def look() -> str | None:
        sent = operator.read("notifications", "/v1/deliveries")["items"]
        return next((one["id"] for one in sent if one["reference"] == question.reference), None)

    return wait_until("the letter to the asker", look)


def _simulated(personas: Personas, version: str) -> str:
    owner = personas.person("rule-owner")
    ordered = str(owner.send("routing", "/v1/simulations", {"ruleSet": version})["id"])

    def look() -> bool:
        return bool(owner.read("routing", f"/v1/simulations/{ordered}")["state"] == "done")

    wait_until("the simulation", look)
    return ordered
