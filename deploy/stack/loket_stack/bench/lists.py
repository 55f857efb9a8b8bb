"""Lists and pages a second, on a desk with 1,000 cases.

The queue of the back office is measured beside a bare page of FastAPI, asyncpg and Jinja that shows the same rows. The
others are ``GET /v1/cases``, and the pages with an asker's own questions and those of a coordinator's institution.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple

import httpx

from loket_stack.bench.arrivals import wait_until_idle
from loket_stack.bench.baseline_queue import TABLE, create_table
from loket_stack.bench.bench_stack import BASELINE, BenchStack
from loket_stack.bench.beside import free_port, run_beside, wait_until_listening
from loket_stack.bench.figures import Figure, Reading, Readings, Round, Rounds, ratio, summarise
from loket_stack.bench.load import GOES_ROUND, STAYS, Question, connections
from loket_stack.console import StackError

QUEUE = "queue page of 25 cases"
CASES = "GET /v1/cases of 50 cases"
OWN = "asker's page of 25 questions"
INSTITUTION = "coordinator's page of 25 questions"
AIM = 0.3

DESK = 1_000
"""Cases on the desk."""

ROWS = 25
_LISTED = 50
_OWN = 50
_OFFICER, _ASKER, _COORDINATOR = "front-office", "asker", "coordinator"
_HANDS = 8
_WARM_UP_SECONDS = 2.0
_OPENED_WITHIN = 600.0
_LOOK_EVERY = 0.5
_OPENED = "SELECT count(*) FROM cases WHERE opened_at IS NOT NULL"
_ROW_OF = {QUEUE: b"/zaken/KV-", OWN: b"/vragen/KV-", INSTITUTION: b"KV-", CASES: b'"reference":"KV-'}


class Target(NamedTuple):
    """A page or list to read, with the headers of its reader."""

    url: str
    path: str
    headers: tuple[str, ...] = ()


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Measure the lists, and the queue beside the bare page."""
    return asyncio.run(measure_beside_bare_page(bench, rounds))


async def measure_beside_bare_page(bench: BenchStack, rounds: Rounds, cases: int = DESK) -> list[Figure]:
    """Measure the lists in turn with the bare page, on a desk with at least so many ``cases``."""
    mine: list[Readings] = []
    others: list[float] = []
    async with rounds_on(bench, cases) as measure_round, _bare_page(bench) as bare:
        await read_per_second(bare, _WARM_UP_SECONDS)
        for _ in range(rounds.count):
            mine.append(await measure_round(rounds.seconds))
            others.append(await read_per_second(bare, rounds.seconds))
    beside = ratio("queue page beside a bare page", [each[QUEUE].value for each in mine], others, AIM, "pages")
    return [beside, *summarise(mine, {})]


@asynccontextmanager
async def rounds_on(bench: BenchStack, cases: int = DESK) -> AsyncIterator[Round]:
    """Fill the desk, sign the readers in and yield what measures a round."""
    await _fill(bench, cases)
    office, intake = bench.url("backoffice"), bench.url("intake")
    targets = {
        QUEUE: Target(office, f"/?werkvoorraad=all&limit={ROWS}", sign_in(office, _OFFICER)),
        CASES: Target(office, f"/v1/cases?limit={_LISTED}", (f"Authorization: Bearer {bench.token(_OFFICER)}",)),
        OWN: Target(intake, f"/vragen?limit={ROWS}", sign_in(intake, _ASKER)),
        INSTITUTION: Target(intake, f"/instelling?limit={ROWS}", sign_in(intake, _COORDINATOR)),
    }
    for name, target in targets.items():
        await _require_rows(name, target)

    async def measure_round(seconds: float) -> Readings:
        return {name: Reading(await read_per_second(target, seconds), "/s") for name, target in targets.items()}

    await measure_round(_WARM_UP_SECONDS)
    yield measure_round


async def read_per_second(target: Target, seconds: float) -> float:
    """Read ``target`` as fast as responses come, for ``seconds``; return the responses per second.

    Raises:
        StackError: it is refused.
    """
    began, done = time.perf_counter(), count()

    async with connections(target.url, "", _HANDS) as opened:

        async def keep_reading(number: int) -> None:
            while time.perf_counter() < began + seconds:
                await opened[number].read(target.path, *target.headers)
                next(done)

        await asyncio.gather(*map(keep_reading, range(_HANDS)))
    return next(done) / (time.perf_counter() - began)


async def _fill(bench: BenchStack, cases: int) -> None:
    """Submit what lacks to so many cases, and return when the desk is idle.

    The oldest and the newest go to departments: these stand on the pages that are read.
    """
    portal, asker = bench.token(), bench.token(_ASKER)
    async with bench.databases("backoffice") as (backoffice,):
        opened = await backoffice.fetchval(_OPENED)
        lacking = max(cases - opened - _OWN, 0)
        round_going = min(2 * _LISTED, lacking)
        await _submit(bench, portal, GOES_ROUND, round_going)
        await _submit(bench, portal, STAYS, lacking - round_going)
        await _submit(bench, asker, GOES_ROUND, _OWN)
        give_up = time.monotonic() + _OPENED_WITHIN
        while await backoffice.fetchval(_OPENED) < opened + lacking + _OWN:
            if time.monotonic() > give_up:
                raise StackError("the cases of the lists were not opened", "run the bench again on a quiet machine")
            await asyncio.sleep(_LOOK_EVERY)
    await wait_until_idle(bench)


async def _submit(bench: BenchStack, token: str, question: Question, questions: int) -> None:
    numbers = count()
    async with connections(bench.url("intake"), token, _HANDS, question) as opened:

        async def keep_handing_in(number: int) -> None:
            while next(numbers) < questions:
                await opened[number].hand_in(number)

        await asyncio.gather(*map(keep_handing_in, range(_HANDS)))


def sign_in(url: str, persona: str) -> tuple[str, ...]:
    """Sign ``persona`` in at the pages of a service, and return the headers of that session."""
    with httpx.Client(trust_env=False, follow_redirects=True, timeout=60) as browser:
        choice = browser.get(f"{url}/login")
        browser.post(choice.url, data={"persona": persona}).raise_for_status()
        return ("Cookie: " + "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar),)


async def _require_rows(name: str, target: Target) -> None:
    async with connections(target.url, "", 1) as (connection,):
        body = (await connection.read(target.path, *target.headers)).body
    wanted = _LISTED if name == CASES else ROWS
    if body.count(_ROW_OF[name]) < wanted:
        raise StackError(f"the {name} has fewer rows", "report it: the lists of the bench do not fit this build")


@asynccontextmanager
async def _bare_page(bench: BenchStack) -> AsyncIterator[Target]:
    """Run the bare page for the block, with the rows of the desk in a table of its own."""
    await bench.create_baseline_database()
    port = free_port()
    async with bench.databases(BASELINE) as (database,):
        await create_table(database)
        await database.copy_records_to_table(TABLE, records=[_bare_row(case) for case in _all_cases(bench)])
    environment = {**bench.baseline_environment(), "BASELINE_PORT": str(port)}
    with run_beside("loket_stack.bench.baseline_queue", environment=environment):
        await wait_until_listening(port)
        yield Target(f"http://127.0.0.1:{port}", "/")


def _all_cases(bench: BenchStack) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    headers = {"Authorization": f"Bearer {bench.token(_OFFICER)}"}
    with httpx.Client(base_url=bench.url("backoffice"), headers=headers, trust_env=False, timeout=60) as client:
        cursor: str | None = ""
        while cursor is not None:
            query = {"queue": "all", "limit": "200", **({"cursor": cursor} if cursor else {})}
            page = client.get("/v1/cases", params=query).raise_for_status().json()
            found += page["items"]
            cursor = page["next"]
    return found


def _bare_row(case: dict[str, Any]) -> tuple[object, ...]:
    """Return the row of a case in the table of the bare page, with the clock that runs out first."""
    clock = min((each for each in case["clocks"] if each["state"] == "running"), key=_due, default=None)
    return (
        case["reference"],
        case["subject"],
        ", ".join(case["topics"]),
        case["state"],
        case["priority"],
        clock["name"] if clock else None,
        datetime.fromisoformat(clock["due"]) if clock else None,
        case["lead"],
        ", ".join(case["contributors"]),
        case.get("assignee"),
        datetime.fromisoformat(case["openedAt"]),
    )


def _due(clock: dict[str, Any]) -> str:
    return str(clock["due"])
