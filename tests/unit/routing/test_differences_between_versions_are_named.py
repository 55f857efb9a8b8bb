"""Whatever changes between two versions is told, in words and in its place; and nothing else is."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from unit.routing.asking import RULES

from loket_routing.domain.decide.matching.lexicon import Category
from loket_routing.domain.presentation.difference_tables import CHOICES, DOUBT, LINE, REGIME, RULE, SIGNAL, differences
from loket_routing.domain.presentation.differences import Difference, DiffSubject
from loket_routing.domain.presentation.lexicon_differences import CATEGORY
from loket_routing.domain.rule_set.model import ConfidencePolicy, Rule, RuleGroup, RuleSet, Signal
from loket_routing.domain.rule_set.regimes import Regime

TODAY = date(2026, 11, 23)
DOCUMENT = RULES.document()


def changed(change: Any) -> RuleSet:
    document = deepcopy(DOCUMENT)
    change(document)
    return RuleSet.model_validate(document)


def compared(change: Any) -> tuple[Difference, ...]:
    return differences(RULES, changed(change), TODAY)


def _line(document: dict[str, Any], number: int) -> dict[str, Any]:
    return next(line for line in document["lines"] if line["number"] == number)


def _regime(document: dict[str, Any], code: str) -> dict[str, Any]:
    return next(regime for regime in document["regimes"] if regime["code"] == code)


CHANGES: list[tuple[Any, str, str, str]] = [
    (lambda d: _line(d, 3)["rules"].pop(0), "removed", "rule 3-plain", "Regel 3-plain vervalt."),
    (
        lambda d: _line(d, 1)["rules"].append({**_line(d, 1)["rules"][0], "id": "1-new"}),
        "added",
        "rule 1-new",
        "Regel 1-new is nieuw. Voorwaarde: onderwerp is",
    ),
    (
        lambda d: _line(d, 2)["rules"][1].update(when={"signal": "risk"}),
        "changed",
        "rule 2-company",
        'Was: er is een signaal "Bedrijf betrokken". Wordt: er is een signaal "Risicosignaal".',
    ),
    (
        lambda d: _line(d, 2)["rules"][0]["then"].update(lead="EZK"),
        "changed",
        "rule 2-lead",
        "Was: Buitenlandse Zaken (BZ) is penvoerder. Wordt: Economische Zaken (EZ) is penvoerder.",
    ),
    (
        lambda d: _line(d, 2)["rules"][0]["reason"].update(nl="Zomaar."),
        "changed",
        "rule 2-lead",
        "reden. Was: Sancties en exportcontrole horen bij BZ. Wordt: Zomaar.",
    ),
    (lambda d: _line(d, 9)["rules"].reverse(), "changed", "line 9", "volgorde. Was: 9-travel-advice, 9-lead"),
    (lambda d: d["precedence"].reverse(), "changed", "rule set", "Was: 10, 2, 7, 9, 8, 5, 4, 3, 6, 1, 11."),
    (lambda d: d["signals"][0]["name"].update(nl="Leger"), "changed", "signal military", "Wordt: Leger."),
    (
        lambda d: _regime(d, "eu-iran").update(until="2027-03-01"),
        "changed",
        "regime eu-iran",
        "geldt tot en met. Was: niets. Wordt: 1 maart 2027.",
    ),
    (
        lambda d: _regime(d, "eu-iran")["territory"].update(listed=["IR", "KP"]),
        "changed",
        "regime eu-iran",
        "landen. Was: Iran. Wordt: Iran, Noord-Korea.",
    ),
    (
        lambda d: _regime(d, "eu-dual-use")["territory"].update(outside=["NL", "BE"]),
        "changed",
        "regime eu-dual-use",
        "Wordt: alle landen behalve Nederland, België.",
    ),
    (
        lambda d: d["lexicon"]["categories"][0]["concepts"]["crops"]["nl"].append("boomgaard"),
        "added",
        "words agri-food/crops/nl",
        "Woordenlijst agri-food, begrip crops, Nederlands: erbij boomgaard.",
    ),
    (
        lambda d: d["lexicon"]["categories"][0]["concepts"]["crops"]["nl"].remove("gewas"),
        "removed",
        "words agri-food/crops/nl",
        "eruit gewas.",
    ),
    (lambda d: d["lexicon"]["categories"].pop(0), "removed", "words agri-food", "Woordenlijst agri-food vervalt."),
    (lambda d: d["lexicon"]["heads"].append("gedoe"), "added", "heads", "erbij gedoe."),
    (
        lambda d: d["lenses"].pop(0),
        "changed",
        "rule set",
        'Was: signaal "Export of sancties" als onderwerp "Exportcontrole (dual-use)"; signaal "Statelijke actor"',
    ),
    (lambda d: d["services"].reverse(), "changed", "rule set", "diensten naar technologie. Was: Militaire"),
    (lambda d: d["doubt"].update({"confirm-below": 0.75}), "changed", "doubt", "Was: 0,6. Wordt: 0,75."),
]


@pytest.mark.parametrize(("change", "kind", "place", "words"), CHANGES, ids=[f"{c[2]} {c[1]}" for c in CHANGES])
def test_a_change_is_told_in_its_place(change: Any, kind: str, place: str, words: str) -> None:
    told = [each for each in compared(change) if (each.kind, each.place) == (kind, place)]
    assert [each for each in told if words in each.text.nl], compared(change)
    assert all(each.text.en.endswith(".") for each in told)


@pytest.mark.parametrize("change", [change for change, *_ in CHANGES])
def test_a_change_taken_back_is_told_the_other_way_round(change: Any) -> None:
    after = changed(change)
    there, back = differences(RULES, after, TODAY), differences(after, RULES, TODAY)
    swap = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((swap[each.kind], each.place) for each in there) == sorted((each.kind, each.place) for each in back)


def test_another_version_of_the_same_is_no_different() -> None:
    assert differences(RULES, RULES.model_copy(update={"version": "2027.1"}), TODAY) == ()


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from _paths(inner, (*path, key))


PATHS = {key: [(key, *path) for path in [(), *_paths(DOCUMENT[key])]] for key in DOCUMENT if key != "version"}
"""Every place in the document, by its part: the lexicon has more than all others together."""


def _mutate(document: dict[str, Any], path: tuple[Any, ...], how: str) -> None:
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    value = holder[path[-1]]
    if how == "drop":
        del holder[path[-1]]
    elif isinstance(value, list):
        value.reverse()
    else:
        holder[path[-1]] = f"{value}x" if isinstance(value, str) else value / 2 if isinstance(value, float) else None


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(PATHS)).flatmap(lambda part: st.sampled_from(PATHS[part])),
    st.sampled_from(["drop", "change"]),
)
def test_no_single_mutation_goes_unnamed(path: tuple[Any, ...], how: str) -> None:
    document = deepcopy(DOCUMENT)
    _mutate(document, path, how)
    try:
        mutant = RuleSet.model_validate(document)
    except ValidationError:
        assume(False)
    assert bool(differences(RULES, mutant, TODAY)) is (mutant.digest != RULES.digest)


@pytest.mark.parametrize(
    ("kind", "model", "apart"),
    [
        (LINE, RuleGroup, {"rules"}),
        (RULE, Rule, set()),
        (SIGNAL, Signal, set()),
        (REGIME, Regime, set()),
        (CATEGORY, Category, {"concepts", "several_meanings", "hints", "supported_by", "elsewhere", "besides"}),
    ],
)
def test_no_field_of_a_part_is_left_out(kind: DiffSubject[Any], model: Any, apart: set[str]) -> None:
    assert {aspect.field for aspect in kind.fields} | {kind.key} | apart == set(model.model_fields)


def test_no_field_of_the_whole_is_left_out() -> None:
    apart = {"version", "lines", "doubt", "signals", "regimes", "lexicon"}
    assert {aspect.field for aspect in CHOICES} | apart == set(RuleSet.model_fields)
    assert {aspect.field for aspect in DOUBT} == set(ConfidencePolicy.model_fields)
