"""The record: rules that fired with reasons and grounds, who was passed over, facts with their sources."""

import pytest
from unit.routing.asking import MOMENT, RULES, decided, question

from loket_routing.domain.decide.decision import Decision, fail_closed
from loket_routing.domain.decide.evaluation import UndecidableError, evaluate_rules
from loket_routing.domain.decide.facts import Fact, Facts
from loket_routing.domain.rule_set.model import Effects


def test_each_rule_that_fired_tells_its_reason_and_effects_highest_first() -> None:
    decision = decided(question("collaboration-institution", "export-control", fields=("photonics",)))
    assert [rule.id for rule in decision.fired_rules] == ["2-lead", "2-service", "3-technology", "3-service"]
    technology = decision.fired_rules[2]
    assert [(effect.kind, effect.department) for effect in technology.effects] == [
        ("lead", "EZK"),
        ("contribute", "OCW"),
    ]
    assert technology.reason.nl.startswith("Samenwerking rond sensitieve technologie")
    assert {(fact.name, fact.value) for fact in technology.grounds} == {
        ("topic", "collaboration-institution"),
        ("signal", "technology"),
    }


def test_every_fact_names_its_source() -> None:
    asked = question("researcher-admission", text="Een raket.", fields=("chemistry",), countries=("IR",))
    sources = {(fact.name, fact.value): fact.source for fact in decided(asked).facts}
    assert sources["topic", "researcher-admission"] == "form.topics"
    assert sources["signal", "military"] == "description[4:9]: raket*"
    assert sources["legal-regime", "eu-iran"] == "celex 32012R0267"


def test_a_department_considered_in_vain_is_told_why() -> None:
    decision = decided(question("researcher-admission", fields=("photonics",)))
    passed_over = {entry.department: entry.reason.en for entry in decision.rejected}
    assert passed_over["BZ"] == "No legal regime applies."
    assert passed_over["MIVD"].startswith("No signal of military technology")
    assert "AIVD" not in passed_over


def test_the_record_survives_storage() -> None:
    decision = decided(question("collaboration-institution", fields=("photonics",)))
    assert Decision.model_validate_json(decision.model_dump_json()) == decision


def test_without_consent_only_that_rule_counts() -> None:
    decision = decided(question("collaboration-institution", fields=("space",), consent_to_share=False))
    assert [rule.id for rule in decision.fired_rules] == ["0-consent"]
    assert (decision.confidence, decision.confirmation_needed, decision.rejected) == (1.0, False, ())


def test_where_deciding_fails_the_front_office_gets_the_question_to_confirm() -> None:
    decision = fail_closed(question("incident"), "2026.1", MOMENT)
    assert (decision.lead, decision.contributors, decision.priority) == ("RVO", (), "urgent")
    assert decision.confirmation_needed


def test_contributors_without_a_lead_are_an_error_of_the_rule_set() -> None:
    line = RULES.lines[1]
    leaderless = line.rules[0].model_copy(update={"then": Effects(contribute=("OCW",))})
    lines = tuple(
        entry.model_copy(update={"rules": (leaderless,)}) if entry is line else entry for entry in RULES.lines
    )
    broken = RULES.model_copy(update={"lines": lines})
    evaluation = evaluate_rules(broken, Facts.of([Fact(name="topic", value="sanctions", source="form.topics")]))
    with pytest.raises(UndecidableError):
        _ = evaluation.route


def test_supplements_count_and_keep_their_place() -> None:
    asked = question("collaboration-institution").supplemented(2, "Het gaat om fotonica.", None)
    decision = decided(asked)
    assert decision.lead == "EZK"
    assert any(fact.source == "supplement-2[12:20]: *fotonica*" for fact in decision.facts)


def test_consent_given_later_opens_the_route() -> None:
    asked = question("collaboration-institution", consent_to_share=False)
    assert decided(asked).lead == "RVO"
    assert decided(asked.supplemented(2, "Akkoord.", True)).lead == "OCW"
    assert decided(asked.supplemented(2, "Nog niet.", None)).lead == "RVO"


def test_the_same_evidence_rule_set_and_moment_give_the_same_record() -> None:
    asked = question("collaboration-institution", "sanctions", text="Geen drones. Een drone van een bedrijf.")
    first, again = decided(asked), decided(asked)
    assert first.model_dump_json() == again.model_dump_json()
    assert first.asked_at == MOMENT


def test_how_the_lead_and_the_priority_were_chosen_is_told_by_rule_and_precedence() -> None:
    decision = decided(question("incident", "export-control"))
    assert [step.en for step in decision.lead_explained] == [
        "NCTV leads: so says rule 10-lead ('Incidents'), at place 1 of 11 in the precedence, "
        "and no rule that stands higher names a lead.",
        "Rule 2-lead ('Sanctions and export control'), at place 2 of 11 in the precedence, names BZ as lead; "
        "as it stands lower, BZ contributes.",
    ]
    assert [step.en for step in decision.priority_explained] == ["Rule 10-lead asks for urgency."]


def test_two_rules_may_name_the_same_lead() -> None:
    decision = decided(question("sanctions", "cyber-security", "incident"))
    assert decision.lead_explained[-1].nl.startswith("Ook regel 9-lead")


def test_where_nobody_leads_that_is_told() -> None:
    decision = decided(question("policy-legislation"))
    assert [step.en for step in decision.lead_explained] == ["No rule names a lead: the front office keeps the lead."]


def test_the_codes_of_the_facts_are_named_as_the_rule_set_named_them() -> None:
    asked = question("researcher-admission", fields=("chemistry",), countries=("IR",), text="Geen drones. Een drone.")
    names = {meaning.code: meaning.text.en for meaning in decided(asked).meanings}
    assert names["eu-iran"] == "EU restrictive measures on Iran"
    assert names["technology"] == "Sensitive technology"
    assert "agri-food" not in names
