"""What a simulation counts: changes, load, regimes and what never fired."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.routing.asking import MOMENT, RULES, question
from unit.routing.simulating import QUESTIONS, by_code, past, reports, simulate_all, without_rules

from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.decide.question import Question
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.simulation.report_builder import build_reports
from loket_routing.domain.simulation.run import CountrySwap, Simulator
from loket_routing.domain.simulation.totals import Totals
from loket_shared.local_time import local_date

MILK = past(question("collaboration-institution", fields=("agri-food",)))
CHIPS = past(question("collaboration-institution", fields=("photonics",)))
NO_AGRICULTURE = without_rules("5-agri-food")


@settings(max_examples=40)
@given(st.lists(QUESTIONS, max_size=4))
def test_the_set_in_force_changes_nothing_beside_itself(asked: list[Question]) -> None:
    totals, changes = simulate_all(RULES, map(past, asked))
    assert changes == []
    for report in dict(build_reports(totals, RULES, RULES)).values():
        assert report.changed == 0
        assert all(each.lead.before == each.lead.after for each in report.departments)
        assert all(each.before == each.after for each in report.moves)
        assert all(each.before == each.after for each in report.load.departments)


@settings(max_examples=40)
@given(st.lists(QUESTIONS, max_size=4), st.sampled_from([RULES, NO_AGRICULTURE]))
def test_no_country_makes_a_difference_that_no_regime_makes(asked: list[Question], candidate: RuleSet) -> None:
    for report in dict(reports(candidate, *map(past, asked))).values():
        assert report.swap.violations == 0
        assert report.swap.questions == sum(bool(each.countries) for each in asked)


@given(st.lists(st.sampled_from(["BE", "CN", "IR", "KP", "RU", "US", "BR"]), min_size=1, max_size=3, unique=True))
def test_a_country_is_swapped_for_another_under_the_same_regimes_only(countries: list[str]) -> None:
    day = local_date(MOMENT)
    others = CountrySwap(RULES.regimes).swapped(tuple(sorted(countries)), day)

    def covered(all_: tuple[str, ...]) -> set[frozenset[str]]:
        in_force = [regime for regime in RULES.regimes if regime.in_force(day)]
        return {frozenset(regime.code for regime in in_force if regime.territory.covers(each)) for each in all_}

    if others is None:
        assert set(countries) <= {"CN", "IR", "KP", "RU"}
    else:
        assert covered(others) == covered(tuple(countries))
        assert others != tuple(sorted(countries))


@settings(max_examples=25)
@given(st.lists(QUESTIONS, max_size=5), st.integers(0, 5))
def test_the_sums_of_the_parts_are_those_of_the_whole(asked: list[Question], cut: int) -> None:
    questions = [past(each, MOMENT + timedelta(days=place)) for place, each in enumerate(asked)]
    whole, parts = simulate_all(NO_AGRICULTURE, questions)[0], Totals()
    for part in (questions[:cut], questions[cut:]):
        parts.merge(simulate_all(NO_AGRICULTURE, part)[0])
    assert build_reports(parts, RULES, NO_AGRICULTURE) == build_reports(whole, RULES, NO_AGRICULTURE)


@settings(max_examples=60)
@given(QUESTIONS)
def test_what_is_counted_is_what_would_be_decided(asked: Question) -> None:
    simulated = Simulator(RULES, NO_AGRICULTURE).simulate(past(asked))
    for simulation, rules in ((simulated.before, RULES), (simulated.after, NO_AGRICULTURE)):
        decision = decide_from_evidence(simulated.past.after, rules, MOMENT)
        assert simulation.explained() == decision
        assert (simulation.route, simulation.confirmation_needed) == (decision.route, decision.confirmation_needed)
        assert simulation.rules in (frozenset(), {rule.id for rule in decision.fired_rules})


def test_what_changes_is_told_per_department_and_topic() -> None:
    found = reports(NO_AGRICULTURE, MILK, MILK, CHIPS).open
    leads = by_code(found.departments, "department")
    assert (leads["LNV"].lead.before, leads["LNV"].lead.after) == (2, 0)
    assert (leads["OCW"].lead.before, leads["OCW"].lead.after) == (0, 2)
    (topic,) = found.topics
    assert (topic.topic, topic.questions, topic.changed) == ("collaboration-institution", 3, 2)
    assert {(move.before, move.after): move.questions for move in topic.moves} == {("LNV", "OCW"): 2, ("EZK", "EZK"): 1}
    assert (found.changed, found.moves) == (2, topic.moves)


def test_priority_and_confirmation_are_told() -> None:
    found = reports(without_rules("10-lead", "10-service", "10-military"), past(question("incident"))).open
    urgent = by_code(found.priorities, "priority")["urgent"].questions
    assert (urgent.before, urgent.after) == (1, 0)
    assert (found.confirmation.before, found.confirmation.after) == (0, 1)


def test_a_week_without_questions_counts_in_the_load() -> None:
    later = replace(MILK, at=MOMENT + timedelta(weeks=2))
    load = reports(NO_AGRICULTURE, MILK, MILK, later).open.load
    assert load.weeks == ("2026-W48", "2026-W49", "2026-W50")
    agriculture = by_code(load.departments, "department")["LNV"]
    assert (agriculture.before, agriculture.after) == ((2, 0, 1), (0, 0, 0))
    assert (agriculture.average.before, agriculture.highest.before) == (1.0, 2)


def test_a_regime_tells_how_often_it_applies_and_makes_the_difference() -> None:
    one = past(question("researcher-admission", text="Dual-use goederen.", countries=("US",)))
    other = past(question("sanctions", text="Dual-use goederen.", countries=("US",)))
    effect = by_code(reports(RULES, one, other).open.regimes, "regime")["eu-dual-use"]
    assert (effect.questions, effect.routes) == (2, 1)


def test_what_never_fired_is_named() -> None:
    coverage = reports(RULES, MILK).open.coverage
    assert by_code(coverage.rules, "id")["5-agri-food"].questions == 1
    assert "5-agri-food" not in coverage.never_fired
    assert "2-lead" in coverage.never_fired
    assert "agri-food" not in coverage.never_given
    assert "surveillance" in coverage.never_given


def test_a_rule_that_errs_leaves_the_question_to_the_front_office_and_is_counted() -> None:
    erring = without_rules("1-travel-risk")
    totals, (change,) = simulate_all(erring, [past(question("visits-travel", fields=("photonics",)))])
    assert build_reports(totals, RULES, erring).open.failed.after == 1
    assert (change.full.after.lead, change.full.after.confirmation_needed) == ("RVO", True)


def test_a_violation_would_be_told_with_both_routes() -> None:
    totals = Totals()
    simulated = Simulator(RULES, RULES).simulate(MILK)
    totals.add(replace(simulated, swapped=simulated.after.route.model_copy(update={"lead": "BZ"})))
    (violation,) = build_reports(totals, RULES, RULES).open.swap.found
    assert (violation.route.lead, violation.swapped.lead, violation.questions) == ("LNV", "BZ", 1)


def test_a_row_holds_codes_and_nothing_else() -> None:
    asked = question("collaboration-institution", text="Canary over melkvee.", needed_by=MOMENT.date())
    _, (change,) = simulate_all(NO_AGRICULTURE, [past(asked)])
    told = change.model_dump_json()
    for secret in ("Canary", "melkvee", "description", "needed", MOMENT.date().isoformat()):
        assert secret not in told
    assert ("signal", "agri-food") in {(fact.name, fact.value) for fact in change.full.facts}
