"""Words in everything that an asker, a system of a university or a stranger can send."""

from typing import Any

import httpx
from e2e.browser import Browser
from e2e.leaks.canaries import Canaries
from e2e.questions import PHOTONICS, Question, hand_in

from loket_stack.scenarios.api_client import Json, Personas


def ask_everything(personas: Personas, words: Canaries) -> tuple[Question, Question]:
    """Hand in a question as a person and one as a system for a person, with a word in every field."""
    question: Json = {
        **PHOTONICS,
        "subject": words.keep("subject"),
        "description": words.keep("description"),
        "partners": [
            {
                "name": words.keep("partner's name"),
                "type": "university",
                "website": f"https://{words.keep('website')[:40]}.example",
            }
        ],
        "answers": {words.keep("name of an answer"): words.keep("answer to a further question")},
    }
    person = {"name": words.keep("asker's name"), "email": f"{words.keep('address')}@example.org"}
    return hand_in(personas, question), hand_in(personas, {**PHOTONICS, "onBehalfOf": person}, "university-portal")


def ask_wrongly(personas: Personas, words: Canaries, question: Question) -> None:
    """Send requests that are refused: of a wrong form, by the wrong person, at the wrong time, to no address."""
    long = words.pass_by("subject that is too long") * 10
    for body in (
        {**PHOTONICS, "subject": long},
        {**PHOTONICS, "topics": [words.pass_by("topic that is none")]},
        {**PHOTONICS, words.pass_by("field that is none"): 1, "neededBy": words.pass_by("day that is none")},
        {**PHOTONICS, "partners": [{"name": words.pass_by("partner of no type"), "type": "x"}]},
    ):
        assert _post(personas, "asker", "intake", "/v1/questions", json=body).status_code == 400
    broken = f'{{"subject": "{words.pass_by("no JSON")}'
    json = {"Content-Type": "application/json"}
    assert _post(personas, "asker", "intake", "/v1/questions", content=broken, headers=json).status_code == 400
    refused = {**PHOTONICS, "description": words.pass_by("question of somebody who asks none")}
    assert _post(personas, "expert-ezk", "intake", "/v1/questions", json=refused).status_code == 403
    case = f"/v1/cases/{question.reference}"
    stale = {"text": words.pass_by("stale draft"), "version": 99}
    assert _post(personas, "front-office", "backoffice", f"{case}/answer/draft", json=stale).status_code == 409
    hidden = {"text": words.pass_by("note of somebody outside")}
    assert _post(personas, "expert-lnv", "backoffice", f"{case}/notes", json=hidden).status_code == 404
    asked = {"query": words.pass_by("institution that is none")}
    personas.ask("asker", "GET", "intake", "/v1/institutions", params=asked)
    personas.ask("asker", "GET", "intake", f"/v1/questions/{words.pass_by('reference that is none')}")


def draft_in_a_browser(site: str, words: Canaries) -> None:
    """Begin a question on the pages and leave it there: one step right, one with an error."""
    browser = Browser("asker", httpx.HTTPTransport())
    draft = str(browser.post(site, "/vragen/nieuw", {}).headers["location"]).rpartition("/")[0]
    typed = {"subject": words.keep("subject of a draft"), "description": words.keep("description of a draft")}
    assert browser.post(site, f"{draft}/vraag", typed).is_redirect
    wrong = {"neededBy": words.keep("day of a draft")}
    assert browser.post(site, f"{draft}/context", wrong).status_code == 400


def _post(personas: Personas, persona: str, service: str, path: str, **request: Any) -> httpx.Response:
    return personas.ask(persona, "POST", service, path, **request)
