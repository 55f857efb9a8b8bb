"""``GET /v1/algorithm-record``: what decides now, told to whoever signed in."""

from datetime import timedelta

import pytest
from integration.routing.over_http import over_http
from kit.personas import UNCLEARED, expert, holder
from kit.routing_service import RoutingService
from kit.verifier import bearer

from loket_routing.domain.departments import covert
from loket_routing.policy import rule_set
from loket_routing.store.tables import ActivationRow
from loket_shared.principal import Role

PERSONAS = {
    "asker": holder(Role.ASKER),
    "front-office": UNCLEARED,
    "expert": expert("OCW"),
    "system": holder(Role.SYSTEM),
}


@pytest.mark.asyncio
async def test_everybody_who_signed_in_reads_it_and_nobody_else(desk: RoutingService) -> None:
    async with over_http(desk, PERSONAS) as client:
        told = [await client.get("/v1/algorithm-record", headers=bearer(persona)) for persona in PERSONAS]
        assert {answer.status_code for answer in told} == {200}
        assert len({answer.text for answer in told}) == 1
        assert (await client.get("/v1/algorithm-record")).status_code == 401
    record = told[0].json()
    assert (record["status"], record["begin_date"], record["standard_version"]) == ("In gebruik", "2022-01", "1.0")
    assert record["contact_email"].endswith("/contact")


@pytest.mark.asyncio
async def test_rules_that_ask_a_covert_department_are_not_counted(desk: RoutingService) -> None:
    open_rules = [rule for line in rule_set("2026.1").lines for rule in line.rules if not rule.reveals(covert())]
    async with over_http(desk, PERSONAS) as client:
        record = (await client.get("/v1/algorithm-record", headers=bearer("asker"))).json()
    assert f"heeft {len(open_rules)} regels in" in record["methods_and_models"]


@pytest.mark.asyncio
async def test_it_tells_of_the_set_that_decides_since_it_does(desk: RoutingService) -> None:
    async with desk.unit_of_work() as work:
        first = await work.driver.fetchval("SELECT id FROM rule_sets")
        now = work.clock.now()
        again = ActivationRow(rule_set_id=first, active_from=now + timedelta(hours=1), at=now, by="x", name="X")
        work.session.add(again)
    async with over_http(desk, PERSONAS) as client:
        before = (await client.get("/v1/algorithm-record", headers=bearer("asker"))).json()
        desk.clock.moment += timedelta(hours=1)
        after = (await client.get("/v1/algorithm-record", headers=bearer("asker"))).json()
    assert (before["begin_date"], after["begin_date"]) == ("2022-01", "2026-11")
