"""Every signal is found in inflections and compounds, and not in words that only look alike."""

from pathlib import Path

import pytest
import yaml
from unit.routing.asking import RULES, signals_in

WORDS = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))


def _texts(kind: str) -> list[tuple[str, str]]:
    return [(signal, text) for signal, texts in WORDS.items() for text in texts[kind]]


@pytest.mark.parametrize(("signal", "text"), _texts("given"))
def test_the_text_gives_the_signal(signal: str, text: str) -> None:
    assert signal in signals_in(text)


@pytest.mark.parametrize(("signal", "text"), _texts("near"))
def test_the_near_miss_does_not(signal: str, text: str) -> None:
    assert signal not in signals_in(text)


def test_every_field_of_civil_technology_has_a_dozen_terms_in_each_language() -> None:
    civil = next(category for category in RULES.lexicon.categories if category.code == "civil-technology")
    short = {
        field: (len(concept.nl), len(concept.en))
        for field, concept in civil.concepts.items()
        if min(len(concept.nl), len(concept.en)) < 12
    }
    assert short == {}
