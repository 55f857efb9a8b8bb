"""The matrix's column on participation and decisions, on real rows."""

import json

import pytest
from integration.routing.story import Story
from kit.database_rows import rows_kept
from kit.personas import CLEARED, UNCLEARED, expert, holder
from kit.routing_service import RoutingService
from sqlalchemy import text

from loket_routing.domain.departments import consultable
from loket_routing.handlers.backfill_participants import backfill_participants
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal, Role
from loket_shared.sealing.vault import ErasureNotConfirmedError

PHOTONICS = Story().submitted("collaboration-institution", "Canary over fotonica.", fields=("photonics",))
REFERENCE = PHOTONICS.reference


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("reader", "contributors"),
    [
        (CLEARED, ["AIVD", "OCW"]),
        (UNCLEARED, ["OCW"]),
        (expert("EZK"), ["OCW"]),
        (expert("OCW"), ["OCW"]),
        (expert("AIVD"), ["AIVD", "OCW"]),
        (holder(Role.OPERATOR), ["OCW"]),
    ],
)
async def test_who_may_see_it_sees_no_more_than_that(
    desk: RoutingService, reader: Principal, contributors: list[str]
) -> None:
    await desk.hear(PHOTONICS)
    seen = await desk.read(reader, REFERENCE)
    assert (seen["lead"], seen["contributors"]) == ("EZK", contributors)
    assert ("AIVD" in json.dumps(seen)) is ("AIVD" in contributors)
    assert "MIVD" not in json.dumps(seen) or reader == CLEARED


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "reader",
    [
        *map(holder, (Role.ASKER, Role.COORDINATOR, Role.SYSTEM, Role.AUDITOR, Role.RULE_OWNER)),
        *map(expert, ("MIVD", "BZ", "LNV", "NCTV")),
    ],
)
async def test_for_everybody_else_it_does_not_exist(desk: RoutingService, reader: Principal) -> None:
    await desk.hear(PHOTONICS)
    with pytest.raises(NotFoundError):
        await desk.read(reader, REFERENCE)
    with pytest.raises(NotFoundError):
        await desk.read(reader, "KV-2026-999999")


@pytest.mark.asyncio
async def test_all_readers_get_the_same_shape(desk: RoutingService) -> None:
    await desk.hear(PHOTONICS)
    shapes = [
        (await desk.read(reader, REFERENCE)).keys()
        for reader in (CLEARED, UNCLEARED, expert("AIVD"), holder(Role.OPERATOR))
    ]
    assert all(shape == shapes[0] for shape in shapes)


@pytest.mark.asyncio
async def test_every_reading_is_audited_and_a_refused_one_is_none(desk: RoutingService) -> None:
    await desk.hear(PHOTONICS)
    await desk.read(CLEARED, REFERENCE)
    with pytest.raises(NotFoundError):
        await desk.read(expert("BZ"), REFERENCE)
    async with desk.database.transaction() as session:
        connection = await session.connection()
        rows = (await connection.execute(text("SELECT action, object FROM audit_records"))).all()
    assert [tuple(row) for row in rows] == [("decision.read", REFERENCE)]


@pytest.mark.asyncio
async def test_no_row_of_a_question_holds_a_word_of_it(desk: RoutingService) -> None:
    rules = await rows_kept(desk.database)
    await desk.hear(PHOTONICS)
    content = "\n".join(await rows_kept(desk.database) - rules)
    assert REFERENCE in content
    for secret in ("Canary", "photonics", "AIVD", "EZK", "collaboration-institution"):
        assert secret not in content
        assert secret.encode().hex() not in content


@pytest.mark.asyncio
async def test_an_erased_question_is_gone_whatever_comes_after(desk: RoutingService) -> None:
    story = Story("KV-2026-000200")
    await desk.hear(story.submitted("sanctions"))
    await desk.erase(story.erased())
    await desk.hear(story.supplemented(2, "Nog iets."), story.rerouted("BZ"))
    with pytest.raises(NotFoundError):
        await desk.read(CLEARED, story.reference)


@pytest.mark.asyncio
async def test_an_erasure_may_come_first(desk: RoutingService) -> None:
    story = Story("KV-2026-000201")
    await desk.erase(story.erased())
    await desk.hear(story.submitted("sanctions"))
    assert await desk.published() == []


@pytest.mark.asyncio
async def test_nothing_is_forgotten_while_the_vault_holds_the_keys(desk: RoutingService) -> None:
    story = Story("KV-2026-000202")
    await desk.hear(story.submitted("sanctions"))
    before = await desk.read(CLEARED, story.reference)
    with pytest.raises(ErasureNotConfirmedError):
        await desk.hear(story.erased())
    assert await desk.read(CLEARED, story.reference) == before


async def participants(desk: RoutingService) -> list[list[str]]:
    async with desk.database.transaction() as session:
        rows = await (await session.connection()).execute(text("SELECT participants FROM questions"))
        return [row.participants for row in rows]


@pytest.mark.asyncio
async def test_rows_tell_neither_how_many_take_part_nor_that_it_is_the_same_department(desk: RoutingService) -> None:
    many, alone = Story("KV-2026-000001"), Story("KV-2026-000002")
    await desk.hear(many.submitted("collaboration-institution", fields=("photonics",)))
    await desk.hear(alone.submitted("policy-legislation"))
    tags = await participants(desk)
    assert [len(each) for each in tags] == [len(consultable())] * 2
    assert len({tag for each in tags for tag in each}) == 2 * len(consultable())


@pytest.mark.asyncio
async def test_who_takes_part_is_taken_in_from_an_earlier_release(desk: RoutingService) -> None:
    gone = Story("KV-2026-000001")
    await desk.hear(gone.submitted("collaboration-institution"), PHOTONICS)
    desk.keys.destroy(gone.about["question_id"])
    async with desk.database.transaction() as session:
        await (await session.connection()).execute(text("UPDATE questions SET participants = '{}'"))
    with pytest.raises(NotFoundError):
        await desk.read(expert("OCW"), REFERENCE)
    await backfill_participants(desk)  # type: ignore[arg-type]  # only opens units of work
    assert (await desk.read(expert("OCW"), REFERENCE))["lead"] == "EZK"
    with pytest.raises(NotFoundError):
        await desk.read(expert("BZ"), REFERENCE)
