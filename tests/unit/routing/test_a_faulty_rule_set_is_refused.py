"""A faulty rule set is refused as a whole, with the place and a sentence in both languages."""

import pytest
from unit.routing.mending import Change, Document, changed, faults, line, rule

from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.policy import document


def _in_rule(**values: object) -> Change:
    return lambda data: rule(data, "2-lead").update({key.replace("_", "-"): value for key, value in values.items()})


def _concepts(data: Document) -> Document:
    concepts: Document = data["lexicon"]["categories"][0]["concepts"]
    return concepts


GRAMMAR = [
    (_in_rule(then={}), "no-effect", "rule 2-lead, effects"),
    (_in_rule(then={"lead": None}), "no-effect", "rule 2-lead, effects"),
    (_in_rule(then={"forward": "OCW"}), "unknown-key", "rule 2-lead, effects"),
    (_in_rule(then={"lead": "Onderwijs"}), "form", "rule 2-lead, effects, 'lead'"),
    (_in_rule(then={"priority": "high"}), "choice", "rule 2-lead, effects, 'priority'"),
    (_in_rule(when={"topic": "other", "kind": "incident"}), "one-key", "rule 2-lead, condition"),
    (_in_rule(when={"all": []}), "empty", "rule 2-lead, condition, 'all'"),
    (_in_rule(when={"not": {"topic": 5}}), "list", "rule 2-lead, condition, 'not', 'topic'"),
    (_in_rule(when=["topic"]), "keys", "rule 2-lead, condition"),
    (_in_rule(when={"needed-within-days": "14"}), "whole-number", "rule 2-lead, condition, 'needed-within-days'"),
    (_in_rule(when={"needed-within-days": -1}), "bound", "rule 2-lead, condition, 'needed-within-days'"),
    (_in_rule(reason={"nl": "Alleen Nederlands."}), "missing-key", "rule 2-lead, reason"),
    (_in_rule(reason={"nl": "Ja.", "en": 5}), "text", "rule 2-lead, reason, 'en'"),
    (_in_rule(id="lead"), "form", "rule lead, 'id'"),
    (lambda d: line(d, 2).update(number="2"), "whole-number", "line 2, 'number'"),
    (lambda d: d["doubt"].update(guess=float("nan")), "number", "rule set, doubt, 'guess'"),
    (lambda d: d["doubt"].update(words=[7]), "bound", "rule set, doubt, 'words'"),
    (lambda d: d["regimes"][0].update({"from": 20210909}), "not-a-date", "legal regime eu-dual-use, 'from'"),
    (lambda d: d["regimes"][0].update({"from": "2021-09-31"}), "date", "legal regime eu-dual-use, 'from'"),
    (lambda d: d["regimes"][0].update(until="1999-01-01"), "ends-before-it-begins", "legal regime eu-dual-use"),
    (lambda d: d["regimes"][0]["source"].update(id="428/2009"), "legal-source", "legal regime eu-dual-use, source"),
    (lambda d: d["regimes"][0]["territory"].update(listed=["CN"]), "territory", "legal regime eu-dual-use, territory"),
    (lambda d: d["signals"][0].update(discreet="perhaps"), "truth", "signal military, 'discreet'"),
    (lambda d: _concepts(d).update(x={"nl": ["a*"]}), "short-term", "words agri-food, 'concepts', 'x', 'nl'"),
]
WHOLE = [
    (_in_rule(then={"lead": "AIVD"}), "covert-lead", "rule 2-lead, effects"),
    (_in_rule(then={"lead": "RVO"}), "front-office-named", "rule 2-lead, effects"),
    (_in_rule(then={"lead": "XYZ"}), "unknown-department", "rule 2-lead, effects"),
    (_in_rule(then={"lead": "EZ"}), "department-by-another-name", "rule 2-lead, effects"),
    (_in_rule(then={"contribute": ["OCW", "MIVD"]}), "open-and-covert", "rule 2-lead, effects"),
    (_in_rule(then={"service": "by-technology", "priority": "urgent"}), "open-and-covert", "rule 2-lead, effects"),
    (_in_rule(when={"signal": "military"}), "open-on-discreet", "rule 2-lead, condition"),
    (_in_rule(when={"topic": "weather"}), "unknown-code", "rule 2-lead, condition"),
    (_in_rule(when={"legal-regime": "eu-iraq"}), "unknown-code", "rule 2-lead, condition"),
    (_in_rule(when={"words": "naval"}), "words-outside-signals", "rule 2-lead, condition"),
    (_in_rule(reason={"nl": " ", "en": "Yes."}), "empty-text", "rule 2-lead, reason"),
    (_in_rule(reason={"nl": "Ja.", "en": "x" * 1001}), "long-text", "rule 2-lead, reason"),
    (_in_rule(id="3-lead"), "rule-of-another-line", "rule 3-lead"),
    (_in_rule(id="2-company"), "name-used-twice", "rule 2-company"),
    (lambda d: d.update(precedence=[1, 2, 3]), "precedence-incomplete", "rule set, precedence"),
    (lambda d: d.update(fallback=1), "fallback-not-last", "rule set, precedence"),
    (lambda d: d["signals"].reverse(), "signal-out-of-order", "signal risk, condition"),
    (lambda d: d["signals"][0].update(when={"legal-regime": "any"}), "regime-too-early", "signal military, condition"),
    (lambda d: d["signals"][-1].update(code="any"), "malformed-name", "signal any"),
    (lambda d: d["lenses"][0].update(topic="weather"), "unknown-code", "lens on signal export-or-sanctions"),
    (lambda d: d["services"][0].update(signal="omen"), "unknown-code", "service on signal omen"),
    (lambda d: d["services"][0].update(department="OCW"), "open-service", "service on signal military"),
    (lambda d: d["services"][0].update(department="XYZ"), "unknown-department", "service on signal military"),
    (lambda d: _concepts(d).update(x={"nl": ["*landbouw*"]}), "term-twice", "words agri-food"),
    (lambda d: _concepts(d).update(x={"nl": ["x" * 101]}), "long-term", "words agri-food"),
    (lambda d: d["lexicon"]["heads"].append("'"), "short-head", "rule set, lexicon, 'heads'"),
]


@pytest.mark.parametrize(("change", "code", "place"), [*GRAMMAR, *WHOLE])
def test_a_fault_is_told_with_its_place(change: Change, code: str, place: str) -> None:
    assert (code, place) in {(fault.code, fault.place.words.en) for fault in faults(change)}


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("lede", "There is no key 'lede' here; do you mean 'lead'?"),
        ("prioriteit", "There is no key 'prioriteit' here; do you mean 'priority'?"),
        ("zzz", "There is no key 'zzz' here."),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(key: str, told: str) -> None:
    (fault,) = faults(_in_rule(then={"lead": "BZ", key: "x"}))
    assert fault.sentence.en == told


def test_every_fault_of_the_grammar_is_told_at_once() -> None:
    found = faults(lambda data: (_in_rule(when={"topik": "other"})(data), data.pop("lenses")))
    assert [(fault.code, fault.place.words.nl) for fault in found] == [
        ("unknown-key", "regel 2-lead, voorwaarde"),
        ("missing-key", "regelset"),
    ]


def test_what_has_no_name_is_told_by_its_number() -> None:
    (fault,) = faults(lambda data: line(data, 2)["rules"][1].pop("id"))
    assert (fault.code, fault.place.words.en) == ("missing-key", "rule #2")


def test_a_condition_inside_itself_is_refused() -> None:
    circle: Document = {}
    circle["not"] = circle
    assert "too-deep" in {fault.code for fault in faults(_in_rule(when=circle))}


def test_a_condition_that_nobody_can_read_is_refused() -> None:
    deep: Document = {"topic": "other"}
    for _ in range(20):
        deep = {"not": deep}
    (fault,) = faults(lambda data: rule(data, "2-lead").update(when=deep))
    assert fault.code == "too-deep"


def test_the_first_policy_itself_has_no_fault() -> None:
    assert parse_rule_set(document("2026.1")).version == "2026.1"


def test_a_rule_set_reads_again_from_the_document_it_gives() -> None:
    change = _in_rule(when={"all": [{"needed-within-days": 14}, {"language": ["nl", "en"]}]})
    rule_set = parse_rule_set(changed(change))
    assert parse_rule_set(rule_set.document()) == rule_set
