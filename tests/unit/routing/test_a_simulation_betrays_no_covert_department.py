"""For who is not cleared no count, row or load of a simulation tells that a covert department takes part."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.routing.asking import RULES, question
from unit.routing.simulating import QUESTIONS, past, reports, simulate_all, without_rules

from loket_routing import policy
from loket_routing.domain.decide.question import Question
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.simulation.report import Report
from loket_routing.domain.simulation.report_builder import build_reports

COVERTLY = ("1-travel-service", "2-service", "3-service", "4-service", "6-service", "9-state-actor", "10-military")
FEWER = without_rules(*COVERTLY)
SPIES = past(question("cyber-security", text="Een hack door een statelijke actor."))


def without_versions(report: Report) -> dict[str, Any]:
    return report.model_dump(exclude={"baseline", "rule_set"})


@settings(max_examples=40)
@given(st.lists(QUESTIONS, max_size=5))
def test_who_is_not_cleared_sees_the_same_whether_or_not_covert_participation_changes(asked: list[Question]) -> None:
    questions = list(map(past, asked))
    totals, changes = simulate_all(FEWER, questions)
    unchanged = build_reports(simulate_all(RULES, questions)[0], RULES, RULES)
    assert without_versions(build_reports(totals, RULES, FEWER).open) == without_versions(unchanged.open)
    assert all(change.open is None for change in changes)


@settings(max_examples=40)
@given(st.lists(QUESTIONS, max_size=5), st.sampled_from([FEWER, without_rules("5-agri-food", "9-state-actor")]))
def test_no_word_of_a_hidden_department_or_of_its_signals(asked: list[Question], candidate: RuleSet) -> None:
    totals, changes = simulate_all(candidate, map(past, asked))
    told = build_reports(totals, RULES, candidate).open.model_dump_json()
    told += "".join(change.open.model_dump_json() for change in changes if change.open)
    for betrayal in ("AIVD", "MIVD", "service", '"military"', '"civil-technology"', "state-actor-"):
        assert betrayal not in told


def test_a_cleared_reader_sees_what_changes_covertly() -> None:
    totals, (change,) = simulate_all(FEWER, [SPIES])
    found = build_reports(totals, RULES, FEWER).full
    assert (found.changed, change.full.before.contributors, change.full.after.contributors) == (1, ("AIVD",), ())
    (service,) = [each for each in found.departments if each.department == "AIVD"]
    assert (service.contribute.before, service.contribute.after) == (1, 0)


def test_both_reports_have_the_same_shape() -> None:
    both = reports(FEWER, SPIES)
    assert both.open.model_dump().keys() == both.full.model_dump().keys()


@pytest.mark.parametrize(("covers", "counted"), [({"signal": "military"}, False), ({"signal": "technology"}, True)])
def test_a_regime_that_rests_on_a_signal_between_services_is_not_counted(covers: object, counted: bool) -> None:
    document = policy.document(RULES.version)
    regimes = [regime | {"covers": covers} for regime in document["regimes"][:1]]
    resting = RuleSet.model_validate(document | {"regimes": regimes})
    both = reports(resting, past(question("other", text="Een raket.", countries=("US",))))
    assert bool(both.open.regimes) is counted
    assert [each.questions for each in both.full.regimes] == [1]
