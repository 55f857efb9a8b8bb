"""Where a fact comes from, as its source says it."""

import pytest

from loket_policy.fact_sources import FactSource


@pytest.mark.parametrize(
    ("source", "read", "words"),
    [
        ("form.topics", FactSource("form", "", "topics"), "in the form"),
        ("form.fields: photonics", FactSource("form", "photonics", "fields"), "in the form"),
        (
            "description[36:46]: hypersonic*",
            FactSource("description", "hypersonic", start=36, end=46),
            "in the description",
        ),
        ("subject[0:5]: =drone", FactSource("subject", "drone", start=0, end=5), "in the question's subject"),
        ("supplement-3[1:9]: a: b", FactSource("supplement-3", "a: b", start=1, end=9), "in supplement 2"),
        ("celex 32012R0267", FactSource("", "CELEX 32012R0267"), "in the law"),
        ("citation Sanctieregeling Iran 2012", FactSource("", "Sanctieregeling Iran 2012"), "in the law"),
    ],
)
def test_it_names_the_place_and_what_was_found(source: str, read: FactSource, words: str) -> None:
    assert FactSource.read(source) == read
    assert read.in_words.en == words
    assert read.is_passage is (read.end > 0)
