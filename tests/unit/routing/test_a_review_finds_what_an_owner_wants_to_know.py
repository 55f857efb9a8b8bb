"""Rules that contradict, hide or never fire, and topics nobody thought of, are found and named in words."""

from itertools import combinations, product

import pytest
from unit.routing.asking import RULES
from unit.routing.mending import Change, Document, changed, line, rule

from loket_policy import code_lists
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.review import review
from loket_routing.domain.rule_set.review.findings import Finding

_REASON = {"nl": "Een reden.", "en": "A reason."}


def _found(change: Change) -> tuple[Finding, ...]:
    return review(parse_rule_set(changed(change)))


def _new(number: int, **values: object) -> Change:
    new: Document = {"id": f"{number}-new", "reason": _REASON, **values}
    return lambda data: line(data, number)["rules"].append(new)


def test_the_first_policy_has_no_finding() -> None:
    assert review(RULES) == ()


_NARROW = {"all": [{"signal": "technology"}, {"topic": "agreement-review"}]}
_NARROW_REGIME = {"all": [{"legal-regime": "any"}, {"field": "quantum"}]}


@pytest.mark.parametrize(
    ("change", "code", "rules"),
    [
        (_new(2, then={"lead": "EZK"}), "contradiction", ["2-lead", "2-new"]),
        (_new(3, when=_NARROW, then={"lead": "BZ"}), "contradiction", ["3-technology", "3-new"]),
        (_new(2, then={"answer": "by-front-office"}), "contradiction", ["2-new", "2-lead"]),
        (_new(10, then={"priority": "normal"}), "contradiction", ["10-new", "10-lead"]),
        (_new(3, when={"kind": "incident"}, then={"lead": "NCTV"}), "leads-collide", ["3-technology", "3-new"]),
        (_new(7, then={"contribute": ["NCTV"]}), "hidden", ["7-new", "7-lead"]),
        (_new(2, then={"contribute": ["BZ"]}), "hidden", ["2-new", "2-lead"]),
        (_new(1, when={"topic": "sanctions"}, then={"contribute": ["BZ"]}), "hidden", ["1-new", "2-lead"]),
        (_new(6, when=_NARROW_REGIME, then={"contribute": ["BZ"]}), "hidden", ["6-new", "6-regime"]),
    ],
)
def test_rules_that_do_not_go_together_are_named(change: Change, code: str, rules: list[str]) -> None:
    assert (code, rules) in [(one.code, [place.name for place in one.places]) for one in _found(change)]


def test_of_two_rules_alike_only_the_later_is_hidden() -> None:
    (found,) = _found(_new(8, when={"signal": "surveillance"}, then={"contribute": ["NCTV"]}))
    assert (
        found.sentence.en == "Rule 8-new never adds anything: rule 8-surveillance then fires too, and gives the same."
    )


def test_a_front_office_answer_may_be_overruled_where_more_is_known() -> None:
    """Voting allows it: the front office answers a visit, unless a rule of that visit names departments."""
    assert _found(lambda data: rule(data, "1-travel").update(when={"topic": "visits-travel"})) == ()


NEVER = [
    {"not": {"topic": ["sanctions", "export-control"]}},
    {"all": [{"kind": "question"}, {"kind": "incident"}]},
    {"all": [{"institution-kind": "university"}, {"institution-kind": "to2"}]},
    {"all": [{"language": "nl"}, {"not": {"language": ["nl", "en"]}}]},
    {"all": [{"language": "nl"}, {"language": "en"}]},
    {"all": [{"needed-within-days": 7}, {"not": {"needed-within-days": 14}}]},
    {"all": [{"topic": topic} for topic in ("sanctions", "procurement", "other", "visits-travel")]},
    {"all": [{"field": "quantum"}, {"not": {"signal": "technology"}}]},
    {"all": [{"legal-regime": "eu-syria"}, {"not": {"field": ["chemistry", "advanced-materials"]}}]},
    {"all": [{"kind": "incident"}, {"not": {"topic": "incident"}}]},
]
SOMETIMES = [
    {"needed-within-days": 0},
    {"all": [{"not": {"needed-within-days": 7}}, {"needed-within-days": 14}]},
    {"all": [{"topic": topic} for topic in ("sanctions", "procurement", "other", "incident")]},
    {"all": [{"signal": "risk"}, {"not": {"signal": "technology"}}]},
    {"all": [{"legal-regime": "eu-iran"}, {"legal-regime": "eu-russia"}]},
]


@pytest.mark.parametrize("when", NEVER)
def test_a_rule_that_can_never_fire_is_named(when: Document) -> None:
    (found,) = _found(_new(2, when=when, then={"contribute": ["LNV"]}))
    assert (found.code, found.places[0].words.nl) == ("never-fires", "regel 2-new")


@pytest.mark.parametrize("when", SOMETIMES)
def test_a_rule_that_fires_seldom_is_not_found(when: Document) -> None:
    assert _found(_new(2, when=when, then={"contribute": ["LNV"]})) == ()


def test_a_signal_that_rests_on_an_absence_alone_is_never_given() -> None:
    def change(data: Document) -> None:
        data["signals"].append({"code": "quiet", "name": _REASON, "when": {"not": {"signal": "risk"}}})
        _new(2, when={"signal": "quiet"}, then={"contribute": ["NCTV"]})(data)

    assert [one.code for one in _found(change)] == ["never-fires"]


def test_a_topic_that_nobody_thought_of_is_named() -> None:
    (found,) = _found(lambda data: data.pop("left-to-fallback"))
    assert (found.code, found.sentence.nl) == (
        "topic-without-rule",
        "Geen regel gaat over het onderwerp 'sensitive-technology'.",
    )


def test_a_topic_that_a_rule_only_excludes_has_no_rule() -> None:
    def change(data: Document) -> None:
        data.pop("left-to-fallback")
        rule(data, "2-service")["when"] = {"not": {"topic": "sensitive-technology"}}

    assert [one.code for one in _found(change)] == ["topic-without-rule"]


def test_a_case_in_which_nobody_leads_is_told() -> None:
    (found,) = _found(lambda data: rule(data, "2-lead")["then"].update(lead=None, priority="urgent"))[:1]
    assert found.code == "nobody-leads"


@pytest.mark.parametrize("lead", ["3-plain", "3-technology", "9-lead", "1-travel-risk"])
def test_every_missing_lead_is_found(lead: str) -> None:
    codes = {one.code for one in _found(lambda data: rule(data, lead).update(then={"contribute": ["BZ"]}))}
    assert "nobody-leads" in codes


def test_a_suggestion_without_a_lead_is_found() -> None:
    """Nobody can choose the topic of a lens that only names who contributes, but a signal can suggest it."""

    def change(data: Document) -> None:
        data["lenses"].append({"signal": "risk", "topic": "sensitive-technology"})
        _new(11, when={"signal": "risk"}, then={"contribute": ["NCTV"]})(data)

    assert "nobody-leads" in {one.code for one in _found(change)}


def _more_pigeons_than_holes(data: Document) -> None:
    """Ask that each of ten pigeons has one of nine holes for itself: no short proof shows that it can't be."""
    pigeons, holes = "abcdefghij", "qrstuvwxy"
    words = [f"in-{hole}-is-{pigeon}" for hole, pigeon in product(holes, pigeons)]
    data["lexicon"]["categories"] += [{"code": code, "concepts": {"it": {"nl": [code]}}} for code in words]
    housed = [{"words": [f"in-{hole}-is-{pigeon}" for hole in holes]} for pigeon in pigeons]
    shared = [
        {"not": {"all": [{"words": f"in-{hole}-is-{one}"}, {"words": f"in-{hole}-is-{other}"}]}}
        for hole, (one, other) in product(holes, combinations(pigeons, 2))
    ]
    data["signals"].append({"code": "pigeons", "name": _REASON, "when": {"all": housed + shared}})


def test_a_proof_that_takes_too_long_is_no_guess() -> None:
    def change(data: Document) -> None:
        _more_pigeons_than_holes(data)
        _new(2, when={"signal": "pigeons"}, then={"contribute": ["LNV"]})(data)

    (found,) = _found(change)
    assert (found.code, found.places[0].name) == ("not-proven", "2-new")


def test_a_rule_set_too_large_to_review_is_said_to_be() -> None:
    fields = [entry.code for entry in code_lists.fields()]
    parts = [{"field": fields} for _ in range(20_000 // len(fields) + 1)]
    (found,) = _found(_new(2, when={"any": parts}, then={"contribute": ["NCTV"]}))
    assert (found.code, found.places[0].words.en) == ("not-proven", "rule set")
