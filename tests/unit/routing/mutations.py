"""What becomes of the examples when a part of the first policy is taken away, turned around or always holds.

``python -m unit.routing.mutations`` in ``tests`` writes the table that ``services/routing/MUTATIONS.md`` holds.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from unit.routing.asking import MOMENT, RULES
from unit.routing.cases import SHIPPED

from loket_routing.domain.decide.evaluation import UndecidableError
from loket_routing.domain.decide.evidence import Evidence, match_terms
from loket_routing.domain.decide.matching.lexicon import Category, Concept
from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.model import Effects, Rule, RuleSet

DOCUMENT = Path(__file__).parents[3] / "services" / "routing" / "MUTATIONS.md"
_NEVER = Condition.model_validate({"all": [{"kind": "question"}, {"kind": "incident"}]})
_ALWAYS = Condition.model_validate({"kind": ["question", "incident"]})
_INTRODUCTION = """# What the examples notice

The tables show how well the examples (`policy/2026.1/cases.yaml`) guard the first policy. Each row changes one part of
the policy. The number says how many of the {cases} examples then have another outcome: another route, or another answer
to whether the front office must confirm it. No number is zero, so nobody can remove or invert a part without a failing
example.

Inverting a rule negates its condition; a rule without a condition names another department instead. The table of the
precedence leaves out neighbours that name the same lead, as they may change places.

`python -m unit.routing.mutations` in `tests` writes this file, and a test compares it.
"""

Outcome = tuple[str, bool]
Table = dict[str, dict[str, int]]


def _outcome(rules: RuleSet, evidence: Evidence) -> Outcome:
    try:
        decision = decide_from_evidence(evidence, rules, MOMENT)
    except UndecidableError:
        return "undecidable", True
    return decision.route.model_dump_json(), decision.confirmation_needed


def _outcomes(rules: RuleSet, found: list[Evidence]) -> list[Outcome]:
    return [_outcome(rules, evidence) for evidence in found]


def _read(rules: RuleSet) -> list[Evidence]:
    return [match_terms(example.question, rules.lexicon, rules.finder) for example in SHIPPED]


EVIDENCE = _read(RULES)
USUAL = _outcomes(RULES, EVIDENCE)


def changed(rules: RuleSet, found: list[Evidence] | None = None) -> int:
    """Return for how many examples ``rules`` decides otherwise than the first policy."""
    return sum(one != other for one, other in zip(USUAL, _outcomes(rules, found or EVIDENCE), strict=True))


def _with_rule(changed_rule: Rule, instead: Rule | None) -> RuleSet:
    lines = (
        line.model_copy(
            update={
                "rules": tuple(
                    instead if rule is changed_rule else rule
                    for rule in line.rules
                    if rule is not changed_rule or instead is not None
                )
            }
        )
        for line in RULES.lines
    )
    return RULES.model_copy(update={"lines": tuple(lines)})


def _inverted(rule: Rule) -> Rule:
    if rule.when is not None:
        return rule.model_copy(update={"when": Condition(not_=rule.when)})
    other = "NCTV" if "LNV" in rule.then.named else "LNV"
    leads = rule.then.lead or rule.then.answer
    return rule.model_copy(update={"then": Effects(lead=other) if leads else Effects(contribute=(other,))})


def rules() -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each rule with what is noticed when it is removed, and when it is inverted."""
    for rule in (rule for line in RULES.lines for rule in line.rules):
        without, turned = _with_rule(rule, None), _with_rule(rule, _inverted(rule))
        yield rule.id, {"removed": changed(without), "inverted": changed(turned)}


def signals() -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each signal with what is noticed when it is never given, and when always."""

    def given(code: str, when: Condition) -> RuleSet:
        entries = (entry.model_copy(update={"when": when}) if entry.code == code else entry for entry in RULES.signals)
        return RULES.model_copy(update={"signals": tuple(entries)})

    for signal in RULES.signals:
        yield (
            signal.code,
            {"never given": changed(given(signal.code, _NEVER)), "always": changed(given(signal.code, _ALWAYS))},
        )


def words() -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each category of the lexicon with what is noticed when it is empty."""
    for category in RULES.lexicon.categories:
        others = tuple(entry for entry in RULES.lexicon.categories if entry is not category)
        without = RULES.model_copy(update={"lexicon": RULES.lexicon.model_copy(update={"categories": others})})
        yield category.code, {"emptied": changed(without, _read(without))}


def meanings() -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each category with words of several meanings, with what is noticed when they are read without a doubt.

    They have one meaning, nothing supports them, or they never mean something else.
    """

    def noticed(category: Category, **update: object) -> int:
        entries = (one.model_copy(update=update) if one is category else one for one in RULES.lexicon.categories)
        lexicon = RULES.lexicon.model_copy(update={"categories": tuple(entries)})
        changed_rules = RULES.model_copy(update={"lexicon": lexicon})
        return changed(changed_rules, _read(changed_rules))

    for category in RULES.lexicon.categories:
        if category.several_meanings.terms():
            surely = category.concepts | {"several-meanings": category.several_meanings}
            yield (
                category.code,
                {
                    "one meaning": noticed(category, concepts=surely, several_meanings=Concept()),
                    "no support": noticed(category, supported_by=Concept()),
                    "never elsewhere": noticed(category, elsewhere=Concept()),
                },
            )


def regimes() -> Iterator[tuple[str, dict[str, int]]]:
    """Yield what is noticed when there is no legal regime at all, and when each holds for every country."""
    everywhere = (
        regime.model_copy(update={"territory": regime.territory.model_copy(update={"listed": (), "outside": ("NL",)})})
        for regime in RULES.regimes
    )
    yield (
        "all regimes",
        {
            "removed": changed(RULES.model_copy(update={"regimes": ()})),
            "in force everywhere": changed(RULES.model_copy(update={"regimes": tuple(everywhere)})),
        },
    )


def precedence() -> Iterator[tuple[str, dict[str, int]]]:
    """Yield two neighbours in the precedence that lead otherwise, with what is noticed when they change places."""
    order = RULES.precedence
    leads = {line.number: {rule.then.lead for rule in line.rules} - {None} for line in RULES.lines}
    for place, (higher, lower) in enumerate(pairwise(order[:-1])):
        if len(leads[higher] | leads[lower]) == 1:
            continue
        swapped = (*order[:place], lower, higher, *order[place + 2 :])
        yield f"{higher} above {lower}", {"swapped": changed(RULES.model_copy(update={"precedence": swapped}))}


SECTIONS: dict[str, Callable[[], Iterator[tuple[str, dict[str, int]]]]] = {
    "rule": rules,
    "signal": signals,
    "words": words,
    "several meanings": meanings,
    "precedence": precedence,
    "legal regimes": regimes,
}


def report() -> str:
    """Return the document with all tables."""
    tables = (_table(name, dict(section())) for name, section in SECTIONS.items())
    return "\n".join((_INTRODUCTION.format(cases=len(SHIPPED)), *tables))


def _table(name: str, rows: Table) -> str:
    columns = next(iter(rows.values()))
    lines = [f"| {name} | {' | '.join(columns)} |", f"|---|{'---:|' * len(columns)}"]
    lines += [f"| {row} | {' | '.join(map(str, counts.values()))} |" for row, counts in rows.items()]
    return "\n".join((*lines, ""))


if __name__ == "__main__":
    DOCUMENT.write_text(report(), encoding="utf-8")
