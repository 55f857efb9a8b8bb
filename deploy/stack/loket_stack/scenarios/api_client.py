"""A client of the APIs of a running stack for each persona, and of its mail catcher."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx

from loket_stack.commands.token import fetch_token
from loket_stack.console import StackError
from loket_stack.paths import Paths
from loket_stack.state import StackState

Json = dict[str, Any]

_TIMEOUT_SECONDS = 20
_TRIES = 5


class StaleVersionError(StackError):
    """Somebody else changed the resource since it was read."""


class Personas:
    """All personas at the APIs; an expired token is fetched again."""

    def __init__(self, paths: Paths, stack: StackState, http: httpx.Client) -> None:
        self._paths = paths
        self._stack = stack
        self._http = http
        self._tokens: dict[str, str] = {}

    def person(self, persona: str) -> "PersonaClient":
        """Return the persona with this name."""
        return PersonaClient(persona, self)

    @property
    def officer(self) -> "PersonaClient":
        """The officer who may know of every department that takes part."""
        return self.person("front-office")

    @property
    def second_officer(self) -> "PersonaClient":
        """The officer who approves what the first one wrote."""
        return self.person("front-office-2")

    def expert(self, department: str) -> "PersonaClient":
        """Return the person who writes the contribution of a department."""
        return self.person(f"expert-{department.lower()}")

    def approver(self, department: str) -> "PersonaClient":
        """Return the person who releases the contribution of a department."""
        return self.person(f"approver-{department.lower()}")

    def ask(self, persona: str, method: str, service: str, path: str, **request: Any) -> httpx.Response:
        """Send one request as ``persona`` and return the answer; on 429, wait and send it again.

        Raises:
            StackError: the service does not answer, or the persona is unknown.
        """
        send = partial(self._send, persona, method, service, path, **request)
        answer = send()
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            del self._tokens[persona]
            answer = send()
        while answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            time.sleep(float(answer.headers["Retry-After"]))
            answer = send()
        return answer

    def _send(
        self,
        persona: str,
        method: str,
        service: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        **request: Any,
    ) -> httpx.Response:
        address = f"{self._stack.components[service].facts['url']}{path}"
        try:
            return self._http.request(method, address, headers={**(headers or {}), **self._bearer(persona)}, **request)
        except httpx.HTTPError as error:
            raise StackError(f"{service} does not answer", f"see ./loket status, and ./loket logs {service}") from error

    def _bearer(self, persona: str) -> Mapping[str, str]:
        if persona not in self._tokens:
            self._tokens[persona] = fetch_token(self._paths, persona)
        return {"Authorization": f"Bearer {self._tokens[persona]}"}


@contextmanager
def connect_personas(paths: Paths, stack: StackState) -> Iterator[Personas]:
    """Yield the personas of a running stack."""
    # The commands print English, so the services must answer in English too.
    with httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False, headers={"Accept-Language": "en"}) as http:
        yield Personas(paths, stack, http)


@dataclass(frozen=True)
class PersonaClient:
    """One persona at the APIs."""

    name: str
    personas: Personas

    def read(self, service: str, path: str, **query: str | int) -> Json:
        """Return the response of a GET.

        Raises:
            StackError: it answers with an error.
        """
        return self._accepted("GET", service, path, params=query)

    def find(self, service: str, path: str) -> Json | None:
        """Return the response of a GET, or None if the resource does not exist (yet) for this person.

        Raises:
            StackError: it answers with another error.
        """
        answer = self.personas.ask(self.name, "GET", service, path)
        return None if answer.status_code == httpx.codes.NOT_FOUND else self._document(answer, service)

    def send(
        self,
        service: str,
        path: str,
        body: Json,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Json:
        """Return the response of a POST.

        Raises:
            StackError: it answers with an error.
        """
        return self._accepted("POST", service, path, json=body, headers=headers, params=query)

    def change(self, service: str, path: str, body: Json, version: Callable[[], int]) -> Json:
        """Return the response of a POST that names the present version; read the version again if it is stale.

        Raises:
            StackError: it answers with an error, or the version is stale again and again.
        """
        for _ in range(_TRIES - 1):
            try:
                return self.send(service, path, {**body, "version": version()})
            except StaleVersionError:
                continue
        return self.send(service, path, {**body, "version": version()})

    def _accepted(self, method: str, service: str, path: str, **request: Any) -> Json:
        return self._document(self.personas.ask(self.name, method, service, path, **request), service)

    def _document(self, answer: httpx.Response, service: str) -> Json:
        if answer.is_error:
            problem = _problem(answer)
            what = f"{answer.request.method} {answer.request.url.path} as {self.name}: {answer.status_code}"
            kind = StaleVersionError if problem.get("code") == "stale-version" else StackError
            raise kind(f"{what} {_detail(problem)}".strip(), f"see ./loket logs {service}")
        document: Json = answer.json()
        return document


def _problem(answer: httpx.Response) -> Json:
    try:
        problem: Json = answer.json()
    except ValueError:
        return {}
    return problem


def _detail(problem: Json) -> str:
    fields = "; ".join(f"{error['field']}: {error['text']['en']}" for error in problem.get("errors", ()))
    return f"{problem.get('detail', '')} {fields}"


def mails_about(stack: StackState, text: str) -> list[Json]:
    """Return the mails that contain ``text``: a reference, or the address of a department's work.

    Raises:
        StackError: the mail catcher does not answer.
    """
    try:
        answer = httpx.get(f"{stack.components['mail'].facts['url']}/messages", timeout=20, trust_env=False)
        mails: list[Json] = answer.raise_for_status().json()
    except httpx.HTTPError as error:
        raise StackError("the mail catcher does not answer", "see ./loket logs mail") from error
    return [mail for mail in mails if text in mail["subject"] or text in mail["text"]]
