"""The running desk as the fault tests see it: from outside, over its public addresses and its log."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from loket_stack.harness import Stack

SETTLING_SECONDS = 300
QUESTIONS = 120
"""How many are handed in during a fault: two desks on two cores take longer for them than most faults last."""
HANDS = 8
"""How many clients hand in at the same time."""

TOKEN_SECONDS = 120
"""How long a token is used; it is good for longer."""

PHOTONICS = {
    "kind": "question",
    "topics": ["collaboration-institution"],
    "subject": "Samenwerking in de fotonica",
    "description": "Een universiteit vraagt toegang tot onze opstelling voor geïntegreerde fotonica.",
    "fields": ["photonics"],
    "language": "nl",
    "consentToShare": True,
}
LINK = re.compile(r"/bijdrageverzoeken/([0-9a-f-]{36})")
SERVICES = ("intake", "routing", "backoffice", "notifications")
LEAD, OPEN_CONTRIBUTORS = "EZK", {"OCW"}


@dataclass
class Desk:
    """A started stack with the tokens of the personas that the tests act as."""

    stack: Stack
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Addresses of processes that stand in for parts which do not answer."""
    _tokens: dict[str, tuple[float, str]] = field(default_factory=dict)
    _mails: list[dict[str, Any]] = field(default_factory=list)

    def url(self, part: str) -> str:
        """Return the address of a part; it may have moved with a restart."""
        return self.elsewhere.get(part) or str(self.stack.status()["parts"][part]["url"])

    def client(self, part: str, persona: str) -> httpx.Client:
        """Return a client of ``part`` that acts as ``persona``."""
        headers = {"Authorization": f"Bearer {self.token(persona)}"}
        return httpx.Client(base_url=self.url(part), headers=headers, timeout=10)

    def token(self, persona: str) -> str:
        """Return a token of ``persona`` that is good for a while yet."""
        since, token = self._tokens.get(persona, (float("-inf"), ""))
        if time.monotonic() - since > TOKEN_SECONDS:
            since, token = time.monotonic(), self.stack.token(persona)
            self._tokens[persona] = since, token
        return token

    def hand_in(self, count: int = QUESTIONS) -> list[str]:
        """Hand in ``count`` questions as a university's portal would: again, with the same key, until taken."""
        with self.client("intake", "university-portal") as client, ThreadPoolExecutor(HANDS) as hands:
            return list(hands.map(lambda number: _submit(client, number), range(count)))

    @contextmanager
    def questions_in_flight(self, count: int = QUESTIONS, in_doubt: int = 1) -> Iterator[list[str]]:
        """Hand in ``count`` questions while the block runs; at its end each must have got where it should.

        ``in_doubt`` mails at most may have come twice, recognisably.
        """
        references: list[str] = []
        with ThreadPoolExecutor(1) as background:
            handing_in = background.submit(self.hand_in, count)
            yield references
            references.extend(handing_in.result())
        self.settle(references, in_doubt)

    def settle(self, references: list[str], in_doubt: int = 1) -> None:
        """Wait until each question is an open case with its route and all its mails are delivered, once."""
        wait_for("every asker is told twice", lambda: self.untold(references))
        wait_for("every case is open with its route", lambda: self.unrouted(references))
        asked = self._asked(references)
        wait_for("every department is told of its work", lambda: sorted(asked - self._told_departments().keys()))
        doubled = {request for request, times in self._told_departments().items() if times > 1 and request in asked}
        assert not doubled, f"departments told twice: {sorted(doubled)[:3]}"
        self.no_doubled_mail(references, in_doubt)

    def unrouted(self, references: list[str]) -> list[str]:
        """Return the questions that are no case with its route."""
        routed = {case["reference"] for case in self._cases(references) if _routed(case)}
        return sorted(set(references) - routed)

    def _asked(self, references: list[str]) -> set[str]:
        """Return the ids of the questions' contribution requests; a question of photonics goes to three departments."""
        clocks = [clock for case in self._cases(references) for clock in case["clocks"]]
        asked = {str(clock["requestId"]) for clock in clocks if clock["requestId"]}
        assert len(asked) == 3 * len(set(references))
        return asked

    def _cases(self, references: list[str]) -> Iterator[dict[str, Any]]:
        """Yield the cases of these questions; lists show the newest first, so older pages are not asked for."""
        left = set(references)
        with self.client("backoffice", "front-office") as client:
            for case in _items(client, "/v1/cases", {"queue": "all"}):
                if case["reference"] in left:
                    left.discard(case["reference"])
                    yield case
                if not left:
                    return

    def _told_departments(self) -> Counter[str]:
        """Return how many mails there are of each request, a repeat of the same mail left out."""
        links = (LINK.search(mail["text"]) for mail in _distinct(self.mails()))
        return Counter(link[1] for link in links if link)

    def untold(self, references: list[str], times: int = 2) -> list[str]:
        """Return the questions whose asker has not been told yet that it came in and, second, is coordinated."""
        told = Counter(_reference_of(mail) for mail in _distinct(self.mails()))
        return [name for name in references if told[name] < times]

    def no_doubled_mail(self, references: list[str], in_doubt: int) -> None:
        """Hold that a delivery came at most once, but for ``in_doubt`` recognisable repeats."""
        wanted = set(references)
        by_id = Counter(mail["messageId"] for mail in self.mails() if _reference_of(mail) in wanted)
        assert sum(times - 1 for times in by_id.values()) <= in_doubt, "a mail was repeated more often than in doubt"
        subjects = Counter((_reference_of(mail), mail["to"], mail["subject"]) for mail in _distinct(self.mails()))
        doubled = {key for key, times in subjects.items() if times > 1 and key[0] in wanted}
        assert not doubled, f"told twice: {sorted(doubled)[:3]}"

    def dead_letters(self) -> list[tuple[str, str]]:
        """Return the open dead letters, as service and id."""
        found = []
        for service in SERVICES:
            with self.client(service, "operator") as client:
                found += [(service, str(letter["id"])) for letter in _items(client, "/v1/dead-letters", {})]
        return found

    def reasons(self, service: str) -> list[str]:
        """Return why the open dead letters of a service are there, sorted."""
        with self.client(service, "operator") as client:
            return sorted(str(letter["reason"]) for letter in _items(client, "/v1/dead-letters", {}))

    def drop(self, letter: tuple[str, str]) -> None:
        """Drop a dead letter as the operator."""
        service, identity = letter
        with self.client(service, "operator") as client:
            client.post(f"/v1/dead-letters/{identity}/drop", json={}).raise_for_status()

    def mails(self) -> list[dict[str, Any]]:
        """Return every mail that the mail catcher received; only those not seen yet are fetched."""
        answer = httpx.get(f"{self.url('mail')}/messages", params={"skip": len(self._mails)}, timeout=20)
        self._mails += answer.raise_for_status().json()
        return self._mails


def wait_for(what: str, missing: Callable[[], list[str]], seconds: float = SETTLING_SECONDS) -> None:
    """Wait until ``missing`` names nothing any more; a dependency that is away meanwhile is waited for."""
    end = time.monotonic() + seconds
    left: list[str] | str = "not looked yet"
    while time.monotonic() < end:
        try:
            left = missing()
        except (httpx.HTTPError, KeyError, ValueError) as error:
            left = type(error).__name__
        if left == []:
            return
        time.sleep(1)
    raise AssertionError(f"not so: {what}; left after {seconds} s: {left[:5]} ({len(left)})")


def _submit(client: httpx.Client, number: int) -> str:
    key, end = str(uuid4()), time.monotonic() + SETTLING_SECONDS
    question = {**PHOTONICS, "subject": f"{PHOTONICS['subject']} {number}"}
    while time.monotonic() < end:
        try:
            answer = client.post("/v1/questions", json=question, headers={"Idempotency-Key": key})
        except httpx.HTTPError:
            time.sleep(0.2)
            continue
        if answer.status_code == 201:
            return str(answer.json()["reference"])
        assert answer.status_code in {429, 500, 502, 503}, answer.text
        time.sleep(float(answer.headers.get("Retry-After", 0.2)))
    raise AssertionError("a question was not taken")


def _items(client: httpx.Client, path: str, query: dict[str, str]) -> Iterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        page = client.get(path, params={**query, "limit": "100", **({"cursor": cursor} if cursor else {})})
        page.raise_for_status()
        yield from page.json()["items"]
        cursor = page.json()["next"]
        if cursor is None:
            return


def _routed(case: dict[str, Any]) -> bool:
    return case["lead"] == LEAD and set(case["contributors"]) >= OPEN_CONTRIBUTORS


def _reference_of(mail: dict[str, Any]) -> str | None:
    words = f"{mail['subject']} {mail['text']}".replace("/", " ").split()
    return next((word.strip(".,:()") for word in words if word.startswith("KV-")), None)


def _distinct(mails: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({mail["messageId"]: mail for mail in mails}.values())
