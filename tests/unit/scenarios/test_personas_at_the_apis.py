"""The personas use the APIs as a sensible client would: new token, waiting, looking again, words on failure."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from loket_stack.console import StackError
from loket_stack.paths import Paths
from loket_stack.scenarios.api_client import PersonaClient, Personas
from loket_stack.state import ComponentState, Process, StackState

STACK = StackState(
    supervisor=Process(pid=1, created=0.0),
    broker="kafka",
    control="",
    components={"backoffice": ComponentState(facts={"url": "http://backoffice.example"})},
)
Answers = Callable[..., PersonaClient]


@pytest.fixture
def asked() -> list[httpx.Request]:
    """The requests to the service, in their order."""
    return []


@pytest.fixture
def officer(asked: list[httpx.Request], monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    """Return a maker of an officer whom the service gives these answers, one after the other."""
    tokens = iter("abcdefgh")
    monkeypatch.setattr("loket_stack.scenarios.api_client.fetch_token", lambda _paths, _persona: next(tokens))
    clients: list[httpx.Client] = []

    def make(*answers: httpx.Response) -> PersonaClient:
        waiting = list(answers)

        def answer(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            return waiting.pop(0)

        clients.append(httpx.Client(transport=httpx.MockTransport(answer)))
        return Personas(Paths(Path(), Path()), STACK, clients[-1]).person("front-office")

    yield make
    for client in clients:
        client.close()


def stale() -> httpx.Response:
    return httpx.Response(409, json={"code": "stale-version", "detail": "Dit is intussen gewijzigd."})


def test_a_token_is_fetched_once_and_anew_when_it_is_no_longer_taken(
    officer: Answers, asked: list[httpx.Request]
) -> None:
    person = officer(*(httpx.Response(status, json={}) for status in (200, 401, 200)))
    person.read("backoffice", "/v1/cases")
    person.read("backoffice", "/v1/cases")
    assert [request.headers["Authorization"] for request in asked] == ["Bearer a", "Bearer a", "Bearer b"]


def test_who_asks_too_often_waits_as_long_as_told(
    officer: Answers, asked: list[httpx.Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("loket_stack.scenarios.api_client.time.sleep", waited.append)
    person = officer(httpx.Response(429, headers={"Retry-After": "7"}), httpx.Response(200, json={"items": []}))
    assert person.read("backoffice", "/v1/cases") == {"items": []}
    assert (waited, len(asked)) == ([7.0], 2)


def test_what_changed_meanwhile_is_looked_at_again(officer: Answers, asked: list[httpx.Request]) -> None:
    person, versions = officer(stale(), httpx.Response(200, json={"state": "closed"})), iter((3, 4))
    assert person.change("backoffice", "/v1/closure", {}, lambda: next(versions)) == {"state": "closed"}
    assert [request.content for request in asked] == [b'{"version":3}', b'{"version":4}']


def test_what_changes_again_and_again_is_given_up(officer: Answers) -> None:
    with pytest.raises(StackError, match="409"):
        officer(*(stale() for _ in range(5))).change("backoffice", "/v1/closure", {}, lambda: 1)


def test_an_error_is_told_in_the_words_of_the_service(officer: Answers) -> None:
    problem = {"detail": "De invoer klopt niet.", "errors": [{"field": "text", "text": {"nl": "x", "en": "Required."}}]}
    with pytest.raises(StackError, match=r"as front-office: 400 De invoer klopt niet\. text: Required\."):
        officer(httpx.Response(400, json=problem)).send("backoffice", "/v1/cases/KV-1/notes", {})


def test_what_does_not_exist_yet_can_be_looked_for(officer: Answers) -> None:
    assert officer(httpx.Response(404, json={})).find("backoffice", "/v1/cases/KV-1") is None
