"""A country, a nationality, a name or a person is no ground for a route, in whatever words it is asked for."""

import pytest
from unit.routing.mending import codes, faults, rule

from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.policy import document

pytestmark = pytest.mark.long

NO_GROUND = {"no-ground-for-a-route"}
KEYS = [
    *("country", "countries", "country-code", "Country", "nationality", "name", "person", "partner", "partner-name"),
    *("land", "landen", "nationaliteit", "naam", "persoon", "partnerland", "partner_name", "herkomst", "iso"),
]
VALUES = [
    *("CN", "ir", "IRN", "china", "Iran", "noord-korea", "north-korea", "Turkey", "turkije", "Myanmar"),
    *("chinese", "Iraans", "iraanse", "russian", "russen", "zuid_koreaans", "chinese-partner", "made-in-china"),
]
TERMS = ["Chinees", "=iran", "chine*", "Iraans leger", "Russian+", "*desh", "*inees*", "Noord-Korea", "Dutch"]


@pytest.mark.parametrize("key", KEYS)
def test_a_country_a_nationality_or_a_name_is_no_condition(key: str) -> None:
    (fault,) = faults(lambda data: rule(data, "3-plain").update(when={"any": [{key: "x"}, {"topic": "other"}]}))
    assert fault.code == "no-ground-for-a-route"
    assert fault.place.words.nl.startswith("regel 3-plain, voorwaarde")
    assert "Gebruik 'legal-regime'" in fault.sentence.nl
    assert "never rests on a country, a nationality, a name or a person. Use 'legal-regime'" in fault.sentence.en


@pytest.mark.parametrize("leaf", ["topic", "field", "signal", "words", "partner-type", "institution-kind", "kind"])
def test_a_country_is_no_code_in_any_condition(leaf: str) -> None:
    assert "no-ground-for-a-route" in codes(lambda data: data["signals"][0].update(when={leaf: "CN"}))


@pytest.mark.parametrize("value", VALUES)
def test_a_country_or_a_nationality_is_no_code_in_whatever_spelling(value: str) -> None:
    assert codes(lambda data: rule(data, "3-plain").update(when={"not": {"signal": value}})) == NO_GROUND


@pytest.mark.parametrize("value", ["CN", "china", "Iraans"])
def test_a_country_alone_is_no_legal_regime(value: str) -> None:
    assert codes(lambda data: rule(data, "3-plain").update(when={"legal-regime": value})) == NO_GROUND


def test_a_signal_or_a_kind_of_words_has_no_country_for_a_name() -> None:
    assert codes(lambda data: data["signals"][-1].update(code="iran-link")) >= NO_GROUND
    assert codes(lambda data: data["lexicon"]["categories"][0].update(code="china")) >= NO_GROUND


@pytest.mark.parametrize("term", TERMS)
def test_a_country_or_a_nationality_is_no_term_of_the_lexicon(term: str) -> None:
    assert codes(lambda data: data["lexicon"]["categories"][0]["concepts"].update(new={"nl": [term]})) == NO_GROUND


def test_a_language_and_the_name_of_a_regime_are_no_countries() -> None:
    data = document("2026.1")
    rule(data, "6-regime")["when"] = {"all": [{"language": "nl"}, {"legal-regime": ["eu-iran", "nl-iran-education"]}]}
    assert parse_rule_set(data).version == "2026.1"
