"""Each rule and each signal, taken away, changes what becomes of at least one case."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from unit.routing.asking import MOMENT, RULES, question, spoken

from loket_routing.domain.deciding.decide import decide
from loket_routing.domain.deciding.evidence import read_question
from loket_routing.domain.deciding.votes import UndecidableError
from loket_routing.domain.rule_sets.rule_set import RuleSet

CASES = yaml.safe_load(Path(__file__).with_name("policy_cases.yaml").read_text(encoding="utf-8"))
RULE_IDS = [rule.id for line in RULES.lines for rule in line.rules]
SIGNALS = [signal.code for signal in RULES.signals]


def _asked(case: dict[str, Any]) -> Any:
    return question(
        *case["topics"],
        text=case["text"],
        fields=tuple(case.get("fields", ())),
        countries=tuple(case.get("countries", ())),
        partner_types=tuple(case.get("partners", ())),
        kind=case.get("kind", "question"),
        institution_kind=case.get("institution", "university"),
        consent_to_share=case.get("consent", True),
    )


def _outcomes(rules: RuleSet) -> list[tuple[str, bool]]:
    outcomes = []
    for case in CASES:
        try:
            evidence = read_question(_asked(case), rules.lexicon, rules.finder)
            decision = decide(evidence, rules, MOMENT)
            outcomes.append((spoken(decision), decision.confirmation_needed))
        except UndecidableError:
            outcomes.append(("undecidable", True))
    return outcomes


def _with(**changes: object) -> RuleSet:
    changed = RuleSet.model_construct(**{**dict(RULES), **changes})
    changed.__dict__["finder"] = RULES.finder
    return changed


USUAL = _outcomes(RULES)


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_a_rule_taken_away_is_missed(rule_id: str) -> None:
    kept = {line.number: tuple(rule for rule in line.rules if rule.id != rule_id) for line in RULES.lines}
    lines = tuple(line.model_copy(update={"rules": kept[line.number]}) for line in RULES.lines)
    assert _outcomes(_with(lines=lines)) != USUAL


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_signal_that_is_never_given_is_missed(signal: str) -> None:
    impossible = RULES.signals[0].when.model_validate({"all": [{"kind": "question"}, {"kind": "incident"}]})
    signals = tuple(
        entry.model_copy(update={"when": impossible}) if entry.code == signal else entry for entry in RULES.signals
    )
    assert _outcomes(_with(signals=signals)) != USUAL


@pytest.mark.parametrize("regime", [regime.code for regime in RULES.regimes if regime.code.startswith("eu-")])
def test_the_order_of_regimes_and_one_twice_change_nothing(regime: str) -> None:
    twice = (*reversed(RULES.regimes), next(entry for entry in RULES.regimes if entry.code == regime))
    assert _outcomes(_with(regimes=twice)) == USUAL


def test_a_different_precedence_is_noticed() -> None:
    turned = (*reversed(RULES.precedence[:-1]), RULES.precedence[-1])
    assert _outcomes(_with(precedence=turned)) != USUAL
