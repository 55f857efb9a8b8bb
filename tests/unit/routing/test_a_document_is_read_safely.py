"""A rule set may be given as YAML or as JSON; what can't be read is refused with line and column."""

import json

import pytest
import yaml

from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.faults import Position, RuleSetError, RuleSetFault
from loket_routing.domain.rule_set.yaml_parser import MAX_BYTES, parse_yaml
from loket_routing.policy import document, rule_set

BILLION_LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def _fault(text: str) -> RuleSetFault:
    with pytest.raises(RuleSetError) as refused:
        parse_yaml(text)
    (fault,) = refused.value.faults
    assert fault.sentence.nl
    assert fault.sentence.en
    return fault


def test_the_first_policy_reads_the_same_as_yaml_and_as_json() -> None:
    given = document("2026.1")
    assert parse_yaml(yaml.safe_dump(given, allow_unicode=True)) == given
    in_json = json.dumps(rule_set("2026.1").document(), indent="\t")
    assert parse_rule_set(parse_yaml(in_json)) == rule_set("2026.1")


def test_an_anchor_stands_for_its_value() -> None:
    assert parse_yaml("a: &list [1, {b: yes}]\nc: *list") == {"a": [1, {"b": True}], "c": [1, {"b": True}]}


def test_json_escapes_stand_for_their_characters() -> None:
    text = '{"a": "\\ud83d\\ude00",\t"b": "\\\\ud83d\\\\ude00 \\u00e9\\/"}'
    assert parse_yaml(text) == {"a": "\N{GRINNING FACE}", "b": "\\ud83d\\ude00 é/"}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2", "key-twice", 4, 3),
        ('{"a": {"b": 1,\n "b": 2}}', "key-twice", 2, 2),
        ("a: &x 1\nb: {? *x : 2}", "no-key", 2, 7),
        ("a: 1\n2: b", "no-key", 2, 1),
        ("a: 1\nno: b", "no-key", 2, 1),
        ("a: 1\n[b]: c", "no-key", 2, 1),
        ("a: &x [*x]", "unknown-anchor", 1, 8),
        ("a:\n- *b", "unknown-anchor", 2, 3),
        ("a: !!python/name:os.system x", "tagged", 1, 4),
        ("a: !!binary eA==", "tagged", 1, 4),
        ("a: 2026-13-45", "not-a-value", 1, 4),
        ("a: " + "9" * 5000, "not-a-value", 1, 4),
        ("b: {<<: {a: 1}}", "not-a-value", 1, 5),
        ("a: 1\n---\nb: 2", "two-documents", 2, 1),
        ("a: " + "[" * 500, "too-deep", 1, 63),
        (BILLION_LAUGHS, "too-large", 6, 20),
        ("a: [1,\nb: }", "not-readable", 2, 4),
        ("a: 'x", "not-readable", 1, 6),
        ("\ta: 1", "not-readable", 1, 1),
        ("a: \x00", "not-readable", 1, 4),
        ("a:\n b: \ud800", "not-readable", 2, 5),
        ('{"a": "\\ud83d"}', "not-readable", 1, 10),
        ("- a", "keys", 1, 1),
        ("", "keys", 1, 1),
        ("x" * (MAX_BYTES + 1), "too-large", 1, 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, code: str, line: int, column: int) -> None:
    fault = _fault(text)
    assert (fault.code, fault.place) == (code, Position(line, column))
