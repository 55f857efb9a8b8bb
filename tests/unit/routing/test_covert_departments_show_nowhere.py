"""A decision redacted for a reader never betrays that a covert department takes part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import decided, question

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.redact import Visibility, redact

UNCLEARED = Visibility(covert=frozenset(), content=True)
CLEARED = Visibility(covert=frozenset({"AIVD", "MIVD"}), content=True)
OF_AIVD = Visibility(covert=frozenset({"AIVD"}), content=True)
OPERATOR = Visibility(covert=frozenset(), content=False)

TOPICS = [
    "collaboration-institution",
    "collaboration-company",
    "researcher-admission",
    "export-control",
    "visits-travel",
    "foreign-influence",
    "cyber-security",
    "incident",
    "sensitive-technology",
    "other",
]
TEXTS = ["Fotonica.", "Een raket.", "Geen raket, wel fotonica.", "Militair radaronderzoek bij een bedrijf.", "Niets."]


def _everything(decision: Decision) -> str:
    return decision.model_dump_json()


@given(
    topics=st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True),
    text=st.sampled_from(TEXTS),
    fields=st.lists(st.sampled_from(["photonics", "space", "education"]), max_size=2, unique=True),
)
def test_no_word_of_a_hidden_department_or_of_its_signals(topics: list[str], text: str, fields: list[str]) -> None:
    seen = _everything(redact(decided(question(*topics, text=text, fields=tuple(fields))), UNCLEARED))
    for betrayal in ("AIVD", "MIVD", "service", '"military"', '"civil-technology"', "denied-signal"):
        assert betrayal not in seen


@pytest.mark.parametrize("topic", ["researcher-admission", "export-control"])
def test_where_only_a_service_would_be_added_nothing_tells_the_difference(topic: str) -> None:
    plain = decided(question(topic, text="Een vraag."))
    with_service = decided(question(topic, text="Een vraag over fotonica."))
    assert with_service.contributors != plain.contributors
    assert redact(with_service, UNCLEARED) == redact(plain, UNCLEARED)


def test_the_shape_is_the_same_whether_or_not_something_was_hidden() -> None:
    decision = decided(question("collaboration-institution", fields=("photonics",)))
    shapes = [
        redact(decision, visibility).model_dump().keys() for visibility in (UNCLEARED, CLEARED, OF_AIVD, OPERATOR)
    ]
    assert all(shape == decision.model_dump().keys() for shape in shapes)


def test_a_cleared_reader_sees_all() -> None:
    decision = decided(question("collaboration-institution", fields=("photonics",)))
    assert redact(decision, CLEARED) == decision


def test_a_service_sees_itself_but_not_the_other() -> None:
    decision = decided(question("incident", text="Tekeningen van een raket zijn gestolen."))
    seen = redact(decision, OF_AIVD)
    assert seen.contributors == ("AIVD",)
    assert "MIVD" not in _everything(seen)
    assert '"military"' not in _everything(seen)


def test_a_suggestion_and_what_was_passed_over_are_projected_too() -> None:
    decision = decided(question("sensitive-technology", text="Een raket en fotonica."))
    assert decision.suggestion is not None
    assert "MIVD" in decision.suggestion.contributors
    suggestion = redact(decision, UNCLEARED).suggestion
    assert suggestion is not None
    assert suggestion.contributors == ("OCW",)


def test_the_operator_sees_the_route_but_nothing_of_what_was_asked() -> None:
    decision = decided(question("collaboration-institution", text="Onderzoek naar fotonica.", fields=("photonics",)))
    seen = redact(decision, OPERATOR)
    assert (seen.lead, seen.contributors) == ("EZK", ("OCW",))
    assert {fact.name for fact in seen.facts} == {"topic"}
    assert "fotonica" not in _everything(seen)
    assert "photonics" not in _everything(seen)
