"""A question on its way, as the people of the desk see it and act on it over the public APIs."""

from dataclasses import dataclass
from typing import Any

import httpx

from loket_stack.scenarios import actions
from loket_stack.scenarios.api_client import Json, Personas
from loket_stack.scenarios.waiting import wait_until

PHOTONICS: Json = {
    "kind": "question",
    "topics": ["collaboration-institution"],
    "subject": "Een laboratorium voor fotonica",
    "description": "Een universiteit vraagt toegang tot onze opstelling voor geïntegreerde fotonica.",
    "fields": ["photonics"],
    "consentToShare": True,
}
"""EZK leads, OCW and AIVD contribute (docs/domain.md#departments-and-the-first-policy, rule 3)."""

POLICY: Json = {
    "topics": ["policy-legislation"],
    "subject": "De Leidraad",
    "description": "Geldt de Leidraad ook voor ons lectoraat?",
    "consentToShare": True,
}
"""The front office answers (rule 1)."""


@dataclass(frozen=True)
class Question:
    """A question that was handed in as ``asker``."""

    personas: Personas
    reference: str
    asker: str = "asker"

    def shown(self) -> Json:
        """Return the question as its asker sees it."""
        return self.personas.person(self.asker).read("intake", f"/v1/questions/{self.reference}")

    def has_status(self, status: str) -> None:
        """Wait until the asker sees ``status``."""
        wait_until(f"{self.reference} is {status}", lambda: self.shown()["status"] == status)

    def says(self, act: str, **body: Any) -> httpx.Response:
        """Let the asker do ``act``."""
        return self.ask(self.asker, "POST", "intake", f"/v1/questions/{self.reference}/{act}", json=body)

    def case(self, persona: str = "front-office") -> Json:
        """Return the case as ``persona`` sees it."""
        return self.personas.person(persona).read("backoffice", f"/v1/cases/{self.reference}")

    def routed(self) -> Json:
        """Return the case once routing decided."""
        return wait_until("the route", lambda: actions.routed_case(self.personas.officer, self.reference))

    def reaches(self, state: str) -> Json:
        """Return the case once it is in ``state``."""
        officer = self.personas.officer

        def look() -> Json | None:
            case = officer.find("backoffice", f"/v1/cases/{self.reference}")
            return case if case is not None and case["state"] == state else None

        return wait_until(f"{self.reference} is {state}", look)

    def sees(self, persona: str) -> bool:
        """Return True if the case exists for ``persona``."""
        return self.ask(persona, "GET", "backoffice", f"/v1/cases/{self.reference}").status_code == httpx.codes.OK

    def thank(self, text: str) -> None:
        """Let the asker say that the answer helped, and wait until the desk has heard it."""
        self.says("feedback", helpful=True, text=text).raise_for_status()
        wait_until("the feedback", lambda: self.case()["messages"][-1]["text"] == text)

    def act(self, persona: str, path: str, **body: Any) -> httpx.Response:
        """Let an officer do ``path`` with the case, or with its answer, as it is now."""
        case = self.case(persona)
        version = (case["answer"] if path.startswith("answer/") else case)["version"]
        json = {"version": version, **body}
        return self.ask(persona, "POST", "backoffice", f"/v1/cases/{self.reference}/{path}", json=json)

    def work(self, persona: str, path: str, **body: Any) -> httpx.Response:
        """Let somebody do ``path`` with the request of their own department as it is now."""
        department = persona.rpartition("-")[2].upper()
        asked = next(each for each in self.case(persona)["requests"] if each["department"] == department)
        json = {"version": asked["version"], **body}
        return self.ask(persona, "POST", "backoffice", f"/v1/contribution-requests/{asked['id']}/{path}", json=json)

    def contribute(self, department: str, text: str) -> None:
        """Let ``department`` draft, submit and release a contribution."""
        expert, approver = f"expert-{department.lower()}", f"approver-{department.lower()}"
        for persona, path, body in (
            (expert, "drafts", {"text": text}),
            (expert, "submission", {}),
            (approver, "release", {}),
        ):
            self.work(persona, path, **body).raise_for_status()

    def ask(self, persona: str, method: str, service: str, path: str, **request: Any) -> httpx.Response:
        """Send one request as ``persona``."""
        return self.personas.ask(persona, method, service, path, **request)


def hand_in(personas: Personas, question: Json, asker: str = "asker") -> Question:
    """Hand in ``question`` as ``asker``."""
    return Question(personas, actions.submit_question(personas.person(asker), question), asker)


def departments_of(case: Json) -> set[str]:
    """Return which departments are asked, as far as the reader of ``case`` may know."""
    return {request["department"] for request in case["requests"] if request["state"] != "withdrawn"}
