"""Somebody who looks for a country finds it where its name belongs."""

from itertools import pairwise

import pytest

from loket_policy.code_lists import countries
from loket_shared.contracts.texts import Language


@pytest.mark.parametrize(
    ("language", "neighbours"),
    [
        ("en", ["Tunisia", "Türkiye", "Turkmenistan"]),
        ("en", ["Samoa", "São Tomé & Príncipe", "Saudi Arabia"]),
        ("nl", ["Qatar", "Réunion", "Roemenië"]),
        ("nl", ["Afghanistan", "Åland", "Albanië"]),
    ],
)
def test_an_accent_moves_no_name(language: Language, neighbours: list[str]) -> None:
    names = list(countries(language).values())
    places = [names.index(name) for name in neighbours]
    assert all(first < second for first, second in pairwise(places))
