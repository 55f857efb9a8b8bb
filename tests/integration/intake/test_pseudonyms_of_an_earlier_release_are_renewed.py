"""What was submitted before pseudonyms held issuer and kind of client still belongs to whom it belonged."""

from typing import Any

import pytest
from integration.intake.browser import FILLED, signed_in
from kit.intake_service import CITY, PEOPLE, QUESTION, IntakeService
from sqlalchemy import text

from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.handlers.question_body import QuestionBody
from loket_intake.handlers.renew_pseudonyms import renew_pseudonyms

NAMED = {"name": "Asker", "email": "asker@example.org"}


async def run(desk: IntakeService, statement: str, **values: Any) -> list[Any]:
    async with desk.database.transaction() as session:
        result = await (await session.connection()).execute(text(statement), values)
        return list(result.mappings()) if result.returns_rows else []


def as_before(desk: IntakeService, *parts: str) -> str:
    """Return a pseudonym as the earlier release made it."""
    return Pseudonyms(desk.runtime.vault.pseudonym)._mark(*parts)


async def ask_as_before(desk: IntakeService, name: str, **changes: Any) -> str:
    """Submit, and give the row the pseudonyms of the earlier release."""
    reference = str((await desk.ask(name, **changes))["reference"])
    old = as_before(desk, "submitter", PEOPLE[name].subject)
    statement = (
        "UPDATE questions SET submitter = NULL, address = NULL, handed_in_by = :old WHERE reference = :reference"
    )
    await run(desk, statement, old=old, reference=reference)
    return reference


async def readers(desk: IntakeService, reference: str) -> set[str]:
    """Return who reads the question's content."""
    answers = {name: await desk.get(name, f"/v1/questions/{reference}") for name in PEOPLE}
    return {name for name, answer in answers.items() if answer.status_code == 200 and "subject" in answer.json()}


async def listed(desk: IntakeService, name: str) -> list[str]:
    """Return the references in somebody's list."""
    return [item["reference"] for item in (await desk.get(name, "/v1/questions")).json()["items"]]


@pytest.mark.asyncio
async def test_a_person_never_loses_sight_and_a_client_of_the_same_subject_never_gets_any(desk: IntakeService) -> None:
    reference = await ask_as_before(desk, "asker")
    assert await readers(desk, reference) == {"asker"}
    assert await listed(desk, "asker") == [reference]
    await renew_pseudonyms(desk.runtime)
    assert await readers(desk, reference) == {"asker"}
    assert await listed(desk, "asker") == [reference]
    assert await listed(desk, "client-called-asker") == []


@pytest.mark.asyncio
@pytest.mark.parametrize("named", [None, NAMED])
async def test_what_a_client_submitted_is_the_clients(desk: IntakeService, named: dict[str, str] | None) -> None:
    reference = await ask_as_before(desk, "client-called-asker", onBehalfOf=named)
    await renew_pseudonyms(desk.runtime)
    people = {"asker", "asker-anew"} if named else set()
    assert await readers(desk, reference) == {"client-called-asker", *people}


@pytest.mark.asyncio
async def test_an_institution_that_was_written_otherwise_becomes_the_one_it_is(desk: IntakeService) -> None:
    reference = await ask_as_before(desk, "asker")
    odd = as_before(desk, "institution", f"{CITY}/")
    await run(desk, "UPDATE questions SET institution = :odd", odd=odd)
    assert (await desk.get("coordinator", f"/v1/questions/{reference}")).status_code == 404
    await renew_pseudonyms(desk.runtime)
    assert (await desk.get("coordinator", f"/v1/questions/{reference}")).status_code == 200


@pytest.mark.asyncio
async def test_a_report_that_was_hidden_stays_so(desk: IntakeService) -> None:
    reference = await ask_as_before(desk, "asker", kind="incident")
    await renew_pseudonyms(desk.runtime)
    assert (await desk.get("coordinator", f"/v1/questions/{reference}")).status_code == 404


@pytest.mark.asyncio
async def test_one_that_cannot_be_opened_keeps_back_no_other(desk: IntakeService) -> None:
    gone, kept = await ask_as_before(desk, "asker"), await ask_as_before(desk, "asker")
    (submitted,) = await desk.published(gone, "nl.kennisveiligheid.questions.submitted.v1")
    desk.keys.destroy(submitted["key"])
    await renew_pseudonyms(desk.runtime)
    left = await run(desk, "SELECT reference FROM questions WHERE handed_in_by IS NOT NULL")
    assert [row["reference"] for row in left] == [gone]
    assert await readers(desk, kept) == {"asker"}


@pytest.mark.asyncio
async def test_a_draft_of_before_is_taken_up_again(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    old = as_before(desk, "submitter", "asker")
    await run(desk, "UPDATE drafts SET owner = :old", old=old)
    await browser.send(f"{draft}/vraag", **FILLED["vraag"])
    assert "Samenwerking in fotonica" in await browser.see(f"{draft}/vraag")


@pytest.mark.asyncio
async def test_a_key_of_before_submits_once(desk: IntakeService) -> None:
    async with desk.as_("university-portal") as client:
        first = await client.post("/v1/questions", json=QUESTION, headers={"Idempotency-Key": "k"})
        old = as_before(desk, "idempotency-key", "university-portal", "university-portal", "k")
        body = QuestionBody.model_validate(QUESTION).model_dump(mode="json")
        await run(
            desk,
            "UPDATE idempotency_keys SET key = :old, fingerprint = :print, question_id = subject::uuid, subject = NULL",
            old=old,
            print=Pseudonyms(desk.runtime.vault.pseudonym).former_fingerprint(body),
        )
        again = await client.post("/v1/questions", json=QUESTION, headers={"Idempotency-Key": "k"})
        other = await client.post("/v1/questions", json=QUESTION, headers={"Idempotency-Key": "l"})
    assert again.json()["reference"] == first.json()["reference"] != other.json()["reference"]
