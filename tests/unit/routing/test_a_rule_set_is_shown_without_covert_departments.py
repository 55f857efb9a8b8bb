"""What others than owners and cleared officers see of a rule set betrays no covert department, and is true."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given, settings
from unit.routing.asking import MOMENT, RULES
from unit.routing.cases import CASES
from unit.routing.mending import Document, changed, line, rule
from unit.routing.small_sets import MOMENT as SMALL_MOMENT
from unit.routing.small_sets import asked, documents

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.evidence import Evidence
from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.decide.redact import Visibility, redact_route
from loket_routing.domain.departments import covert
from loket_routing.domain.lifecycle.examples import ExpectedExample, failed_examples, run_example
from loket_routing.domain.lifecycle.verdict import FindingView, RuleSetVerdict
from loket_routing.domain.presentation.difference_tables import differences
from loket_routing.domain.presentation.rule_table import rule_rows
from loket_routing.domain.redact_rule_set import redact_example, redact_rule_set, redact_verdict
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.rule_set.review import review
from loket_shared.contracts.shared_parts import Route
from loket_shared.contracts.texts import BilingualText

HIDDEN = covert()
UNCLEARED = Visibility(covert=frozenset(), content=True)
OPEN = redact_rule_set(RULES, HIDDEN)
TODAY = date(2026, 11, 23)
WORDS = BilingualText(nl="Iets.", en="Something.")

BETRAYALS = ("AIVD", "MIVD", "Inlichtingen", "Intelligence", "by-technology", "discreet", "-service", "dienst die")


def in_the_open(decision: Decision) -> tuple[Route, float, bool]:
    return redact_route(decision.route, UNCLEARED), decision.confidence, decision.confirmation_needed


def set_with(change: Callable[[Document], object]) -> RuleSet:
    return parse_rule_set(changed(change))


def example(*contributors: str, text: str = "Een fregat.") -> ExpectedExample:
    return ExpectedExample.model_validate(
        {"topics": ["sanctions"], "text": text, "expect": {"lead": "BZ", "contributors": contributors}}
    )


def test_neither_document_nor_table_names_or_reveals_a_covert_department() -> None:
    shown = OPEN.model_dump_json(by_alias=True, exclude_defaults=True) + str(rule_rows(OPEN, TODAY))
    assert [word for word in BETRAYALS if word in shown] == []


def test_who_sees_rule_sets_whole_gets_all_of_them() -> None:
    assert redact_rule_set(RULES, frozenset()) == RULES


def test_the_part_that_is_shown_decides_each_case_as_the_whole_does_in_the_open() -> None:
    for case in CASES:
        whole, part = run_example(RULES, case, MOMENT)[1], run_example(OPEN, case, MOMENT)[1]
        assert in_the_open(part) == in_the_open(whole), case


@settings(max_examples=60)
@given(document=documents(), question=asked())
def test_so_does_the_part_of_any_other_rule_set(document: Document, question: Evidence) -> None:
    try:
        whole = parse_rule_set(document)
    except RuleSetError:
        assume(False)
    assume(not {"nobody-leads", "not-proven"} & {finding.code for finding in review(whole)})
    part = redact_rule_set(whole, HIDDEN)
    assert in_the_open(decide_from_evidence(question, part, SMALL_MOMENT)) == in_the_open(
        decide_from_evidence(question, whole, SMALL_MOMENT)
    )


COVERT_CHANGES: dict[str, Callable[[Document], object]] = {
    "another service": lambda d: rule(d, "7-service")["then"].update(contribute=["MIVD"]),
    "another reason": lambda d: rule(d, "10-service")["reason"].update(nl="De AIVD denkt mee."),
    "one service less": lambda d: line(d, 7)["rules"].pop(),
    "one service more": lambda d: line(d, 8)["rules"].append({**rule(d, "7-service"), "id": "8-service"}),
    "services the other way round": lambda d: d["services"].reverse(),
    "a line of nothing else": lambda d: (
        d["lines"].append({**line(d, 7), "number": 12, "rules": [{**rule(d, "7-service"), "id": "12-service"}]}),
        d["precedence"].insert(0, 12),
    ),
}


@pytest.mark.parametrize("change", COVERT_CHANGES.values(), ids=COVERT_CHANGES.keys())
def test_a_change_of_covert_work_alone_is_no_difference(change: Callable[[Document], object]) -> None:
    before, after = OPEN, redact_rule_set(set_with(change), HIDDEN)
    assert after.document() == before.document()
    assert differences(before, after, TODAY) == ()


def test_an_example_shows_the_route_in_the_open() -> None:
    shown = redact_example(example("EZK", "MIVD"), HIDDEN)
    assert shown.expect.contributors == ("EZK",)
    assert shown.text == "Een fregat."
    assert "IVD" not in "".join(str(redact_example(each, HIDDEN).expect) for each in CASES)


def test_an_example_that_fails_for_a_service_alone_is_no_failing_one() -> None:
    only_covert, both = example(), example("OCW")
    verdict = RuleSetVerdict.of(RULES, (), failed_examples(RULES, (only_covert, both), MOMENT))
    assert [each.number for each in verdict.failing] == [1, 2]
    (shown,) = redact_verdict(verdict, HIDDEN).failing
    assert (shown.number, shown.expected.contributors, shown.got.contributors) == (2, ("OCW",), ())


def test_a_finding_about_a_covert_rule_is_for_who_sees_the_set_whole() -> None:
    twice = {"8-service": ["AIVD"], "8-again": ["AIVD"], "8-open": ["NCTV"], "8-once-more": ["NCTV"]}

    def repeat(data: Document) -> None:
        for name, named in twice.items():
            line(data, 8)["rules"].append({"id": name, "then": {"contribute": named}, "reason": WORDS.model_dump()})

    rule_set = set_with(repeat)
    verdict = RuleSetVerdict.of(rule_set, review(rule_set), ())
    seen = redact_verdict(verdict, HIDDEN)
    assert "8-again" in str(verdict)
    assert "8-once-more" in str(seen)
    assert [word for word in ("8-again", "8-service") if word in str(seen)] == []


def test_a_finding_of_before_this_was_told_apart_is_kept_back() -> None:
    kept = FindingView.model_validate({"code": "hidden", "places": [], "sentence": WORDS})
    assert redact_verdict(RuleSetVerdict(findings=(kept,)), HIDDEN).findings == ()
    assert redact_verdict(RuleSetVerdict(findings=(kept,)), frozenset()).findings == (kept,)
