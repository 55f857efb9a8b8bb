"""Questions, cases, requests and decisions, of which every reader may see some, and clients of all who might ask."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
from contract.access.matrix import Row
from e2e.access.bodies import body_of
from e2e.access.forms import form_of
from integration.access.watching import Watched
from integration.notifications.events import QuestionEvents as NewsStory
from integration.notifications.test_a_covert_department_s_dead_letter_is_its_own import as_published, received
from integration.routing.story import Story
from kit.backoffice_service import PHOTONICS, BackofficeService
from kit.intake_service import IntakeService
from kit.memory_vault import MemoryKeys
from kit.notifications_service import NotificationsService
from kit.routing_service import RoutingService
from kit.service import client_of, definition_of
from kit.verifier import NameVerifier, bearer

from loket_backoffice.handlers.erase_question import erase_question
from loket_backoffice.handlers.read_cases import read_case
from loket_notifications.handlers.tag_covert_owners import tag_dead_letters
from loket_routing.handlers.simulations import order_simulation
from loket_shared.bus.dead_letters.record import record_dead_letter
from loket_shared.bus.dead_letters.store import list_letters
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.db.database import Database
from loket_shared.failures import WrongSealError
from loket_shared.identity.claims import principal_of
from loket_shared.observability.clock import FixedClock
from loket_shared.principal import Principal
from loket_shared.wiring.app import create_app
from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS

READERS = (
    *("asker", "colleague", "coordinator", "other-asker", "other-coordinator", "front-office-2", "expert-ocw"),
    *("expert-mivd", "approver-mivd", "approver-bz", "operator", "rule-owner", "auditor", *MACHINE_PERSONAS),
)
PEOPLE: Mapping[str, Principal] = {
    name: principal_of(dict(persona.claims)) for name, persona in {**PERSONAS, **MACHINE_PERSONAS}.items()
}
NEVER = {
    "reference": "KV-2025-999999",
    "id": str(UUID(int=7)),
    "draft_id": str(UUID(int=7)),
    "slug": "vraag",
    "activity_id": "nothing",
    "since": "2001-01-01",
    "version": "1999.1",
    "rule_id": "9-nothing",
    "number": "999",
    "category": "nothing",
    "code": "nothing",
    "letter_id": str(UUID(int=7)),
}

RULE_SET = {"version": "2026.1", "rule_id": "2-lead", "number": "2", "category": "military", "code": "eu-iran"}

Names = Mapping[str, str]


@dataclass
class Scene:
    """One service with what may be asked about: each thing by a name of its own."""

    service: str
    watched: Watched
    things: Mapping[str, Names]
    _client: httpx.AsyncClient
    _sessions: dict[str, tuple[str, str]]

    async def ask(self, row: Row, reader: str, names: Names) -> httpx.Response:
        """Make the call of ``row`` as ``reader`` about the thing that ``names`` give, each under a key of its own."""
        address, sent = row.path.format(**{**NEVER, **names}), dict[str, Any]()
        if row.is_page:
            token, proof = self._sessions[reader]
            sent["headers"] = {"Cookie": f"loket_{self.service}={token}", "Origin": str(self._client.base_url)}
            if row.method == "POST":
                sent["data"] = {"csrf_token": proof, "form_key": str(uuid4()), **form_of(row, {**NEVER, **names})}
        else:
            sent["headers"] = {**bearer(reader), "Idempotency-Key": str(uuid4())}
            if row.method in {"POST", "PUT"}:
                sent["json"] = body_of(row, names)
        return await self._client.request(row.method, address, **sent)


async def _open(
    name: str, database: Database, keys: MemoryKeys, clock: FixedClock, things: Mapping[str, Names]
) -> AsyncIterator[Scene]:
    service = definition_of(name)
    await database.engine.dispose()  # so that every connection is a watched one
    watched = Watched(service, database, keys, clock)
    app = create_app(watched.runtime, NameVerifier(PEOPLE.get))
    sessions = {}
    for reader in READERS if service.pages else ():
        session = await app.state.identity.sessions.open(PEOPLE[reader], None)
        sessions[reader] = (session.token, session.csrf_token)
    async with client_of(app) as client:
        await client.get("/health/ready")  # a first connection asks more than later ones
        yield Scene(name, watched, things, client, sessions)


opened = asynccontextmanager(_open)


async def intake_things(desk: IntakeService) -> Mapping[str, Names]:
    """Hand in for a person, for a client, elsewhere, a report, one that is erased; and begin a draft."""
    asked, other = await desk.ask("asker"), await desk.ask("other-asker")
    report = await desk.ask("asker", kind="incident", topics=["incident"])
    portal = await desk.ask("university-portal")
    gone = await desk.ask("asker")
    (submitted,) = await desk.published(gone["reference"], "nl.kennisveiligheid.questions.submitted.v1")
    desk.keys.destroy(submitted["key"])
    await desk.tell(CaseErased, gone["reference"], erased_at=desk.clock.now())
    (kept,) = await desk.published(asked["reference"], "nl.kennisveiligheid.questions.submitted.v1")
    return {
        "asked": {"reference": asked["reference"], "draft_id": str(kept["key"])},
        "other's": {"reference": other["reference"]},
        "report": {"reference": report["reference"]},
        "portal's": {"reference": portal["reference"]},
        "erased": {"reference": gone["reference"], "draft_id": str(submitted["key"])},
    }


async def notifications_things(desk: NotificationsService) -> Mapping[str, Names]:
    """Write to an asker and to a covert department, and keep a record about the latter that could not be handled."""
    story = NewsStory()
    await desk.hear(story.submitted())
    await desk.hear(story.requested("AIVD"))
    letters = {letter.reference or "AIVD's": {"id": str(letter.id)} for letter in await desk.deliveries()}
    async with desk.unit_of_work() as work:
        await record_dead_letter(
            work, "loket.notifications", await received(desk, as_published(story, "AIVD")), WrongSealError(), 1
        )
        await tag_dead_letters(work)
        (dead,) = await list_letters(work.session, "loket.notifications", None, 2)
    return {**letters, "AIVD's dead letter": {"letter_id": str(dead.id)}}


async def routing_things(desk: RoutingService) -> Mapping[str, Names]:
    """Decide on one question; on one that is erased; and hear of one that the rules have not decided on yet."""
    asked, gone, early = Story("KV-2026-000001"), Story("KV-2026-000002"), Story("KV-2026-000003")
    text = "Canary over fotonica."
    await desk.hear(asked.submitted("collaboration-institution", text, fields=("photonics",)))
    await desk.hear(gone.submitted("collaboration-institution", text, fields=("photonics",)))
    desk.keys.destroy(gone.about["question_id"])
    await desk.hear(gone.erased(), early.rerouted("BZ"))
    async with desk.unit_of_work() as work:
        simulation = await order_simulation(work, PEOPLE["rule-owner"], RULE_SET["version"])
    return {
        "rule set": RULE_SET,
        "simulation": {"id": str(simulation)},
        "asked": {"reference": asked.reference},
        "erased": {"reference": gone.reference},
        "undecided": {"reference": early.reference},
    }


async def office_things(office: BackofficeService) -> Mapping[str, Names]:
    """Ask EZK, OCW and AIVD about one case, nobody about another, and erase a third after it was worked on."""
    things: dict[str, Names] = {}
    routes: dict[str, tuple[str, tuple[str, ...]]] = {"asked": PHOTONICS, "lonely": ("RVO", ()), "erased": PHOTONICS}
    for number, (thing, decided) in enumerate(routes.items(), 1):
        office.question_id, reference = uuid4(), f"KV-2026-00000{number}"
        await office.hear(office.submitted().model_copy(update={"reference": reference}))
        await office.hear(office.decided(*decided).model_copy(update={"reference": reference}))
        things[thing] = {"reference": reference}
        if thing == "lonely":
            continue
        case = await office.act(read_case, PEOPLE["front-office"], reference)
        things |= {f"{request.department} {thing}": {"id": str(request.id)} for request in case.requests}
    await erase_question(office.runtime, PEOPLE["operator"], "KV-2026-000003", "op verzoek")
    return things
