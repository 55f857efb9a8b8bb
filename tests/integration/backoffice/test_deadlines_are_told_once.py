"""The scheduler: each threshold once, whatever happens in between."""

import asyncio
from importlib import import_module

import pytest
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, OPERATOR

from loket_backoffice.handlers.case_steps import ask_asker
from loket_backoffice.handlers.deadlines import escalate_unrouted, publish_deadlines
from loket_backoffice.handlers.operations import read_service_levels

LAPSED = import_module("loket_backoffice.migrations.versions.0005_lapsed_clocks").LAPSED


@pytest.mark.asyncio
async def test_a_warning_and_a_breach_are_told_once_each(office: BackofficeService) -> None:
    await office.hear(office.submitted())
    await office.hear(office.decided("RVO"))
    for days in (1, 0.2, 0.2):
        office.wait(days=days)
        await asyncio.gather(*(publish_deadlines(office.runtime) for _ in range(3)))
    assert await office.published() == ["cases.opened", "cases.deadline-at-risk", "cases.deadline-missed"]


@pytest.mark.asyncio
async def test_nobody_is_warned_while_the_desk_waits_for_the_asker(office: BackofficeService) -> None:
    await office.hear(office.submitted())
    await office.hear(office.decided("RVO"))
    office.wait(hours=2)
    await office.act(ask_asker, CLEARED, REFERENCE, "Wie betaalt dit?", None)
    office.wait(days=30)
    await publish_deadlines(office.runtime)
    assert "cases.deadline-at-risk" not in await office.published()
    await office.hear(office.supplemented("Een fonds"))
    office.wait(days=6)
    await publish_deadlines(office.runtime)
    assert (await office.published())[-1] == "cases.deadline-at-risk"


@pytest.mark.asyncio
async def test_a_departments_term_is_told_on_its_own_key(photonics: BackofficeService) -> None:
    photonics.wait(days=10)
    await publish_deadlines(photonics.runtime)
    await photonics.let_spread_pass()
    published = await photonics.published()
    assert published.count("contributions.deadline-at-risk") == 3
    assert published.count("contributions.deadline-missed") == 3


@pytest.mark.asyncio
async def test_a_question_without_a_route_goes_to_the_front_office_after_a_quarter_of_an_hour(
    office: BackofficeService,
) -> None:
    await office.hear(office.submitted())
    states = []
    for minutes in (14, 2):
        office.wait(minutes=minutes)
        await escalate_unrouted(office.runtime)
        levels = await office.act(read_service_levels, OPERATOR, 10)
        states.append(levels.open_cases[0].state)
    assert states == ["awaiting-route", "triage"]
    await office.hear(office.decided("OCW"))
    assert (await office.act(read_service_levels, OPERATOR, 10)).open_cases[0].state == "in-coordination"


@pytest.mark.asyncio
async def test_service_levels_leave_covert_work_out(photonics: BackofficeService) -> None:
    photonics.wait(days=10)
    levels = await photonics.act(read_service_levels, OPERATOR, 10)
    assert {(p.name, p.missed, p.running) for p in levels.promises} == {
        ("first-response", 1, 0),
        ("answer-with-departments", 0, 1),
        ("contribution", 2, 0),
    }
    assert {clock.name for clock in levels.open_cases[0].clocks} == {
        "first-response", "answer-with-departments", "contribution",
    }  # fmt: skip
    assert len(levels.open_cases[0].clocks) == 4


@pytest.mark.asyncio
async def test_what_nobody_waits_for_any_more_is_in_no_percentage(photonics: BackofficeService) -> None:
    photonics.wait(hours=1)
    await photonics.hear(photonics.withdrawn())
    levels = await photonics.act(read_service_levels, OPERATOR, 10)
    assert {(p.name, p.met, p.missed, p.lapsed, p.share_met) for p in levels.promises} == {
        ("first-response", 0, 0, 1, None),
        ("answer-with-departments", 0, 0, 1, None),
        ("contribution", 0, 0, 2, None),
    }


@pytest.mark.asyncio
async def test_figures_of_before_promises_could_lapse_are_corrected(photonics: BackofficeService) -> None:
    photonics.wait(hours=1)
    await photonics.hear(photonics.withdrawn())
    async with photonics.unit_of_work() as work:
        await work.driver.execute("UPDATE clocks SET state = 'met' WHERE state = 'lapsed'")
        await work.driver.execute(LAPSED)
        states = await work.driver.fetch("SELECT DISTINCT state FROM clocks")
    assert [row["state"] for row in states] == ["lapsed"]
