"""A question that was submitted before the upgrade is not submitted again by a repeat after it."""

import pytest
from kit.intake_service import QUESTION, IntakeService
from kit.service_database import empty_database, owner_database
from sqlalchemy import text

from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.handlers.question_body import QuestionBody
from loket_shared.service.migrations import migrate
from loket_stack.postgres.databases import Databases

AS_BEFORE = (
    "ALTER TABLE idempotency_keys ALTER question_id TYPE uuid USING subject::uuid, ALTER question_id SET NOT NULL",
    "ALTER TABLE idempotency_keys DROP COLUMN subject",
    "UPDATE alembic_version SET version_num = '0007'",
)


@pytest.mark.asyncio
async def test_a_repeat_over_the_upgrade_gets_the_question(databases: Databases) -> None:
    async with empty_database(databases, "intake") as database, owner_database(databases, "intake") as owner:
        desk = IntakeService(database)
        async with desk.as_("asker") as client:
            first = await client.post("/v1/questions", json=QUESTION, headers={"Idempotency-Key": "k"})
            printed = Pseudonyms(desk.runtime.vault.pseudonym).former_fingerprint(
                QuestionBody.model_validate(QUESTION).model_dump(mode="json")
            )
            async with owner.engine.begin() as connection:
                await connection.execute(text("UPDATE idempotency_keys SET fingerprint = :print"), {"print": printed})
                for statement in AS_BEFORE:
                    await connection.execute(text(statement))
            await migrate(owner, "loket_intake", "loket_intake")
            await database.engine.dispose()
            again = await client.post("/v1/questions", json=QUESTION, headers={"Idempotency-Key": "k"})
    assert (again.status_code, again.json()) == (201, first.json())
