"""The menu names the pages that exist for a reader, acts are offered with four eyes, and every code has words."""

from datetime import UTC, date, datetime

import pytest

from loket_routing.domain.lifecycle.state_machine import (
    Lifecycle,
    RuleSetAction,
    RuleSetState,
    RuleSetStep,
    StepKind,
    offered_actions,
)
from loket_routing.domain.lifecycle.timetable import Timetable
from loket_routing.domain.simulation.status import SimulationState
from loket_routing.pages.labels import Labels
from loket_routing.pages.page_context import menu_of
from loket_shared.contracts.shared_parts import Route
from loket_shared.contracts.texts import Language
from loket_shared.principal import Principal, Role

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
OWNER = ["/regelsets", "/simulaties", "/herijking", "/algoritmeregister"]
READER = ["/regelsets", "/algoritmeregister"]


def person(role: Role, subject: str = "somebody") -> Principal:
    return Principal(subject=subject, name=subject, email="", role=role)


@pytest.mark.parametrize(
    ("role", "addresses"),
    [
        (Role.RULE_OWNER, OWNER),
        (Role.OPERATOR, ["/regelsets", "/herijking", "/algoritmeregister"]),
        (Role.FRONT_OFFICE, READER),
        (Role.AUDITOR, READER),
        (Role.ASKER, []),
        (Role.COORDINATOR, []),
    ],
)
def test_the_menu_names_the_pages_that_there_are(role: Role, addresses: list[str]) -> None:
    assert [address for address, _ in menu_of(person(role))] == addresses


def test_whoever_wrote_a_rule_set_is_not_offered_to_approve_it() -> None:
    kinds = (StepKind.DRAFTED, StepKind.SIMULATED, StepKind.PROPOSED)
    life = Lifecycle("2026.2", tuple(RuleSetStep(kind, NOW, "author", "Author") for kind in kinds), Timetable(()))
    assert RuleSetAction.APPROVE in offered_actions(life, person(Role.RULE_OWNER, "second"), NOW)
    assert offered_actions(life, person(Role.RULE_OWNER, "author"), NOW) == {
        RuleSetAction.RETURN,
        RuleSetAction.SIMULATE,
    }
    assert offered_actions(life, person(Role.AUDITOR), NOW) == frozenset()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_code_has_words(language: Language) -> None:
    labels = Labels(language, date(2026, 6, 1))
    assert all(labels.state(state)[0] for state in RuleSetState)
    assert all(labels.step(kind) for kind in StepKind)
    assert all(labels.simulation(state)[0] for state in SimulationState)


def test_a_route_is_told_in_one_line() -> None:
    route = Route(lead="EZK", contributors=("BZ", "OCW"), priority="urgent")
    assert Labels("nl", date(2026, 6, 1)).route(route) == "Economische Zaken (EZ), met BZ, OCW, spoed"
