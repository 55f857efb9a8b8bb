"""The record of the routing against the publication standard of the Algoritmeregister, version 1.0.

The facts below are those of the register's own configuration of that version (``v1_0.json``): which
fields there are, which must be given, how long they may be and what may stand in them.
"""

import re
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from loket_routing.domain.algorithm_register import AlgorithmRecord, compose_record
from loket_routing.policy import record_texts, rule_set

RULES = rule_set("2026.1")
RECORD = compose_record(RULES, date(2022, 1, 31), record_texts(), "https://loket.example/contact")
GIVEN: dict[str, Any] = RECORD.model_dump(mode="json")

REQUIRED = {
    "name",
    "description_short",
    "organization",
    "status",
    "contact_email",
    "publication_category",
    "lang",
}
LONGEST = {
    "name": 100,
    "description_short": 350,
    "organization": 100,
    "begin_date": 7,
    "end_date": 7,
    "contact_email": 500,
    "website": 500,
    "url": 500,
    "goal": 2500,
    "proportionality": 2500,
    "human_intervention": 2500,
    "risks": 2500,
    "lawful_basis": 2500,
    "process_index_url": 500,
    "impacttoetsen": 2500,
    "source_data": 2500,
    "methods_and_models": 5000,
    "provider": 200,
    "publiccode": 500,
    "source_id": 100,
    "tags": 2500,
}
PERMITTED = {
    "status": {"In ontwikkeling", "In gebruik", "Buiten gebruik"},
    "publication_category": {"Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes"},
    "lang": {"nld"},
    "standard_version": {"1.0"},
}
MOST_CATEGORIES = 3
CATEGORIES = {
    "Organisatie en bedrijfsvoering",
    "Cultuur en recreatie",
    "Economie",
    "Overheidsfinanciën",
    "Wonen",
    "Internationaal",
    "Migratie en integratie",
    "Natuur en milieu",
    "Onderwijs en wetenschap",
    "Openbare orde en veiligheid",
    "Recht",
    "Ruimte en infrastructuur",
    "Sociale zekerheid",
    "Verkeer",
    "Werk",
    "Zorg en gezondheid",
}
GROUPS = {"lawful_basis_grouping", "impacttoetsen_grouping", "source_data_grouping"}


def test_no_field_is_another_than_the_standard_s() -> None:
    assert GIVEN.keys() <= LONGEST.keys() | PERMITTED.keys() | GROUPS | {"category"}


def test_everything_required_is_there() -> None:
    assert {field for field, value in GIVEN.items() if value} >= REQUIRED


@pytest.mark.parametrize("field", sorted(LONGEST.keys() & GIVEN.keys()))
def test_nothing_is_too_long(field: str) -> None:
    assert 0 < len(GIVEN[field]) <= LONGEST[field]


@pytest.mark.parametrize("field", sorted(PERMITTED))
def test_a_choice_is_one_of_the_permitted(field: str) -> None:
    assert GIVEN[field] in PERMITTED[field]


def test_the_themes_are_permitted_ones() -> None:
    assert GIVEN["category"]
    assert set(GIVEN["category"]) <= CATEGORIES
    assert len(GIVEN["category"]) <= MOST_CATEGORIES


@pytest.mark.parametrize(("field", "value"), [("description_short", "a" * 351), ("category", sorted(CATEGORIES)[:4])])
def test_a_record_that_the_register_refuses_cannot_be_made(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        AlgorithmRecord.model_validate(GIVEN | {field: value})


def test_the_references_have_a_title_and_a_link() -> None:
    assert GIVEN["source_data_grouping"]
    for reference in GIVEN["source_data_grouping"]:
        assert reference.keys() == {"title", "link"}
        assert 0 < len(reference["title"]) <= 500
        assert re.fullmatch(r"https://\S{1,480}", reference["link"])
    links = [reference["link"] for reference in GIVEN["source_data_grouping"]]
    assert len(links) == len(set(links))


def test_it_tells_of_the_rule_set_itself() -> None:
    rules = sum(len(line.rules) for line in RULES.lines)
    assert f"regelset {RULES.version} heeft {rules} regels in {len(RULES.lines)} lijnen" in RECORD.methods_and_models
    assert RULES.version in RECORD.tags
    assert RECORD.begin_date == "2022-01"
    assert "{" not in RECORD.model_dump_json(exclude={"source_data_grouping"})[1:]
    doubt = RULES.doubt.model_copy(update={"confirm_below": 0.75})
    other = RULES.model_copy(update={"version": "2027.3", "lines": RULES.lines[:2], "doubt": doubt})
    made = compose_record(other, date(2027, 3, 1), record_texts(), "https://loket.example/contact")
    assert "regelset 2027.3 heeft 7 regels in 2 lijnen" in made.methods_and_models
    assert "lager dan 0,75" in made.human_intervention
    assert made.begin_date == "2027-03"


def test_what_nobody_confirmed_is_marked_so() -> None:
    texts = record_texts()
    assert texts.unconfirmed <= AlgorithmRecord.model_fields.keys()
    assert {"lawful_basis", "impacttoetsen"} <= texts.unconfirmed
    marked = {field for field, value in GIVEN.items() if isinstance(value, str) and texts.to_confirm in value}
    assert marked == texts.unconfirmed


def test_nothing_names_a_department_whose_taking_part_is_sensitive() -> None:
    assert not re.search("AIVD|MIVD|dienst die bij", RECORD.model_dump_json())
