"""Erasure: intent, keys destroyed, told; cut short at any point it is finished later."""

import pytest
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.database_rows import rows_kept
from kit.personas import CLEARED, OPERATOR, expert

from loket_backoffice.handlers.erase_question import erase_question, finish_erasures, order_erasure
from loket_backoffice.handlers.read_cases import read_case
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn, Withdrawal
from loket_shared.failures import ErasedError, NotFoundError, VaultUnreachableError


@pytest.mark.asyncio
async def test_only_codes_and_times_remain(photonics: BackofficeService) -> None:
    await erase_question(photonics.runtime, OPERATOR, REFERENCE, "op verzoek")
    tombstone = (await photonics.act(read_case, CLEARED, REFERENCE)).model_dump(exclude_unset=True)
    assert (tombstone["state"], tombstone["lead"], tombstone["contributors"]) == ("erased", None, ())
    assert "question" not in tombstone
    with pytest.raises(NotFoundError):
        await photonics.act(read_case, expert("EZK"), REFERENCE)
    assert (await photonics.published())[-1] == "cases.erased"


@pytest.mark.asyncio
async def test_an_erasure_that_was_cut_short_is_finished_once(photonics: BackofficeService) -> None:
    photonics.vault.reachable = True
    await photonics.act(order_erasure, OPERATOR, REFERENCE, "op verzoek")
    photonics.vault.reachable = False
    photonics.wait(minutes=2)
    with pytest.raises(VaultUnreachableError):
        await finish_erasures(photonics.runtime)
    photonics.vault.reachable = True
    for _ in range(2):
        await finish_erasures(photonics.runtime)
    assert (await photonics.published()).count("cases.erased") == 1


@pytest.mark.asyncio
async def test_what_comes_after_the_keys_are_gone_counts_as_erased(photonics: BackofficeService) -> None:
    await erase_question(photonics.runtime, OPERATOR, REFERENCE, "op verzoek")
    late = QuestionWithdrawn(
        question_id=photonics.question_id,
        reference=REFERENCE,
        withdrawn_at=photonics.clock.now(),
        withdrawal=Withdrawal(reason="te laat"),
    )
    with pytest.raises(ErasedError):
        await photonics.hear(late)


@pytest.mark.asyncio
async def test_nobody_but_the_operator_erases(photonics: BackofficeService) -> None:
    with pytest.raises(NotFoundError):
        await erase_question(photonics.runtime, CLEARED, REFERENCE, "zomaar")


@pytest.mark.asyncio
async def test_no_table_holds_content_or_a_department_in_the_clear(photonics: BackofficeService) -> None:
    rows = await rows_kept(photonics.database)
    assert len(rows) > 10
    for telling in ("fotonica", "cleanroom", "Voorbeeldstad", "AIVD", "EZK", "asker@"):
        assert not [row for row in rows if telling in row]
