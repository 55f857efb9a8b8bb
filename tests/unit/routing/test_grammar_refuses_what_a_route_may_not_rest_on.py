"""A faulty rule set is refused as a whole, with the place and a sentence."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from loket_routing.domain.rule_sets.reading import RuleSetError, read_rule_set
from loket_routing.policy.loader import document

Document = dict[str, Any]


def _rule(data: Document, name: str) -> Document:
    return next(rule for line in data["lines"] for rule in line["rules"] if rule["id"] == name)


def _faults(change: Callable[[Document], object]) -> str:
    data = deepcopy(document("2026.1"))
    change(data)
    with pytest.raises(RuleSetError) as refused:
        read_rule_set(data)
    return str(refused.value)


@pytest.mark.parametrize("key", ["country", "countries", "nationality", "name", "person"])
def test_a_country_a_nationality_or_a_name_is_no_condition(key: str) -> None:
    told = _faults(lambda data: _rule(data, "3-plain").update(when={"any": [{key: "CN"}]}))
    assert "lines.2.rules.0.when" in told
    assert "never rests on a country, a nationality, a name or a person" in told
    assert "legal-regime" in told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: _rule(d, "2-lead").update(then={"lead": "AIVD"}), "AIVD can't lead"),
        (lambda d: _rule(d, "2-lead").update(then={"lead": "RVO"}), "the front office is never named"),
        (lambda d: _rule(d, "2-lead").update(then={"lead": "XYZ"}), "there is no department 'XYZ'"),
        (lambda d: _rule(d, "2-lead").update(then={"contribute": ["OCW", "MIVD"]}), "never both"),
        (lambda d: _rule(d, "2-lead").update(then={"service": "by-technology", "priority": "urgent"}), "never both"),
        (lambda d: _rule(d, "2-lead").update(when={"signal": "military"}), "chooses between services"),
        (lambda d: _rule(d, "2-lead").update(then={}), "without an effect"),
        (lambda d: _rule(d, "2-lead").update(then={"forward": "OCW"}), "Extra inputs are not permitted"),
        (lambda d: _rule(d, "2-lead").update(when={"topic": "weather"}), "there is no topic 'weather'"),
        (lambda d: _rule(d, "2-lead").update(when={"field": "alchemy"}), "there is no field 'alchemy'"),
        (lambda d: _rule(d, "2-lead").update(when={"partner-type": "spy"}), "there is no partner-type 'spy'"),
        (lambda d: _rule(d, "2-lead").update(when={"signal": "omen"}), "there is no signal 'omen'"),
        (lambda d: _rule(d, "2-lead").update(when={"legal-regime": "CN"}), "there is no legal-regime 'CN'"),
        (lambda d: _rule(d, "2-lead").update(when={"words": "naval"}), "use 'signal'"),
        (lambda d: _rule(d, "2-lead").update(when={"topic": "other", "kind": "incident"}), "exactly one key"),
        (lambda d: _rule(d, "2-lead").update(when={"all": []}), "at least 1 item"),
        (lambda d: _rule(d, "2-lead").update(reason={"nl": "Alleen Nederlands."}), "Field required"),
        (lambda d: _rule(d, "2-lead").update(id="3-lead"), "begins with the number of its line"),
        (lambda d: _rule(d, "2-lead").update(id="2-company"), "used twice"),
        (lambda d: d.update(precedence=[1, 2, 3]), "each line exactly once"),
        (lambda d: d.update(fallback=1), "the fallback stands last"),
        (lambda d: d["signals"].reverse(), "stand before it"),
        (lambda d: d["lenses"][0].update(topic="weather"), "there is no topic 'weather'"),
        (lambda d: d["services"][0].update(signal="omen"), "there is no signal 'omen'"),
        (lambda d: d["regimes"][0]["source"].update(id="428/2009"), "is not a celex number"),
        (lambda d: d["regimes"][0].update(until="1999-01-01"), "ends before it begins"),
        (lambda d: d["regimes"][0].update(territory={"listed": ["CN"], "outside": ["NL"]}), "either 'listed' or"),
        (lambda d: d["lexicon"]["categories"][0]["concepts"].update(short={"nl": ["a*"]}), "too short to look for"),
        (lambda d: d["lexicon"]["categories"][0]["concepts"].update(again={"nl": ["landbouw*"]}), "stands there twice"),
    ],
)
def test_a_fault_is_told_in_a_sentence(change: Callable[[Document], object], told: str) -> None:
    assert told in _faults(change)


def test_the_first_policy_itself_has_no_fault() -> None:
    assert read_rule_set(document("2026.1")).version == "2026.1"
