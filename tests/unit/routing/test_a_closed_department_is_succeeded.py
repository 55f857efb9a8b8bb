"""A rule names a department that is closed by the day of the decision: its successor takes part, and it is told why."""

from datetime import UTC, date, datetime

import pytest
from unit.contracts.code_lists import department
from unit.routing.asking import RULES, question, spoken

from loket_policy import code_lists
from loket_policy.department import Department
from loket_policy.departments import Departments
from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.pipeline import decide
from loket_routing.domain.decide.question import Question
from loket_routing.domain.decide.redact import Visibility, redact

LAST_DAY = date(2026, 12, 31)
BEFORE = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
AFTER = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
NOBODY_COVERT = Visibility(covert=frozenset(), content=True)
ALL = Visibility(covert=frozenset({"AIVD", "MIVD"}), content=True)


def without(*closed: str, added: tuple[Department, ...] = (), **successors: str) -> Departments:
    """The shared code list, with some departments closed, or succeeded, after the last day."""
    endings: dict[str, str | None] = {**dict.fromkeys(closed), **successors}
    entries = (
        entry.model_copy(update={"until": LAST_DAY, "successor": endings[entry.code]})
        if entry.code in endings
        else entry
        for entry in code_lists.departments()
    )
    return Departments((*entries, *added))


def decided(asked: Question, departments: Departments, at: datetime = AFTER) -> Decision:
    return decide(asked, RULES, at, departments)


def reason_for(decision: Decision, code: str) -> str:
    return next(entry.reason.en for entry in decision.rejected if entry.department == code)


PHOTONICS = question("collaboration-institution", fields=("photonics",))
SANCTIONS = question("sanctions")
ETHICS = question("ethics-human-rights")
INCIDENT = question("incident")
RENAMED = without(EZK="KGG", added=(department("KGG"),))


@pytest.mark.parametrize(("at", "route"), [(BEFORE, "EZK + AIVD OCW"), (AFTER, "KGG + AIVD OCW")])
def test_the_successor_leads_from_the_dutch_day_after_the_last(at: datetime, route: str) -> None:
    assert spoken(decided(PHOTONICS, RENAMED, at)) == route


def test_the_record_says_who_took_whose_place() -> None:
    decision = decided(PHOTONICS, RENAMED)
    named = {effect.department for rule in decision.fired_rules for effect in rule.effects}

    assert reason_for(decision, "EZK") == "EZ existed until 2026-12-31; KGG takes its place."
    assert named == {"KGG", "OCW", "AIVD"}


def test_what_was_decided_before_stays_the_same_once_the_code_list_knows_of_the_closing() -> None:
    assert decided(PHOTONICS, RENAMED, BEFORE) == decided(PHOTONICS, code_lists.departments(), BEFORE)


def test_the_last_of_a_chain_of_successors_takes_part() -> None:
    chain = without(EZK="KGG", added=(department("KGG", until=LAST_DAY, successor="ECO"), department("ECO")))

    assert spoken(decided(PHOTONICS, chain)) == "ECO + AIVD OCW"


def test_a_successor_that_is_named_already_is_named_once() -> None:
    assert spoken(decided(PHOTONICS, without(EZK="OCW"))) == "OCW + AIVD"


def test_a_contributor_without_successor_falls_away() -> None:
    decision = decided(ETHICS, without("BZ"))

    assert spoken(decision) == "OCW"
    assert not decision.confirmation_needed
    assert reason_for(decision, "BZ") == "BZ existed until 2026-12-31 and has no successor."


def test_the_next_department_that_a_rule_names_as_lead_leads() -> None:
    both = question("sanctions", "ethics-human-rights")

    assert spoken(decided(both, without("BZ"))) == "OCW"


def test_where_nobody_is_left_to_lead_the_front_office_does_alone_and_confirms() -> None:
    decision = decided(ETHICS, without("OCW"))

    assert spoken(decision) == "RVO"
    assert decision.confirmation_needed
    assert reason_for(decision, "OCW") == "OCW existed until 2026-12-31 and has no successor."
    assert "No department is left that can lead" in reason_for(decision, "BZ")


def test_an_incident_stays_urgent_whoever_is_left() -> None:
    assert spoken(decided(INCIDENT, without("NCTV"))) == "RVO, urgent"


def test_a_suggestion_names_departments_of_the_day_too() -> None:
    unclear = question("other", text="Een samenwerking over fotonica.")

    before, after = (decided(unclear, RENAMED, at).suggestion for at in (BEFORE, AFTER))

    assert before is not None
    assert after is not None
    assert (before.lead, after.lead) == ("EZK", "KGG")


def test_a_department_that_was_considered_is_the_one_of_the_day() -> None:
    considered = {entry.department for entry in decided(SANCTIONS, RENAMED).rejected}

    assert "KGG" in considered
    assert "EZK" not in considered


@pytest.mark.parametrize("asked", [PHOTONICS, INCIDENT, ETHICS, SANCTIONS])
@pytest.mark.parametrize("closed", ["OCW", "EZK", "NCTV", "BZ"])
def test_a_closing_shows_nobody_that_a_covert_department_takes_part(asked: Question, closed: str) -> None:
    decision = redact(decided(asked, without(closed)), NOBODY_COVERT)

    assert "AIVD" not in decision.model_dump_json()
    assert "MIVD" not in decision.model_dump_json()


def test_a_covert_department_that_is_closed_leaves_no_trace() -> None:
    still_there = redact(decided(PHOTONICS, code_lists.departments()), NOBODY_COVERT)
    closed = decided(PHOTONICS, without("AIVD"))

    assert redact(closed, NOBODY_COVERT) == still_there
    assert reason_for(redact(closed, ALL), "AIVD") == "AIVD existed until 2026-12-31 and has no successor."


def test_a_covert_department_is_succeeded_by_another_one_only() -> None:
    decision = decided(PHOTONICS, without(AIVD="MIVD"))

    assert spoken(decision) == "EZK + MIVD OCW"
    assert spoken(redact(decision, NOBODY_COVERT)) == "EZK + OCW"
