"""A decision in plain sentences for the expert, the front office and the asker, and never a word too much."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import MOMENT, RULES, decided, question
from unit.routing.test_covert_departments_show_nowhere import CLEARED, OPERATOR, TEXTS, TOPICS, UNCLEARED

from loket_routing.domain.decide.decision import Decision, ReasonedRule, fail_closed
from loket_routing.domain.decide.redact import ReaderKind, Visibility, redact
from loket_routing.domain.departments import covert
from loket_routing.domain.presentation.explain import explain

DAY = date(2026, 11, 23)
DOUBTFUL = "Wij werken niet aan drones. Een drone filmt het."
BETRAYALS = re.compile(
    "AIVD|MIVD|inlichting|intelligence service|militaire tech|military tech|civiele|civil", re.IGNORECASE
)
QUESTIONS = {
    "topics": st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True),
    "fields": st.lists(st.sampled_from(["photonics", "space", "education"]), max_size=2, unique=True),
    "text": st.sampled_from([*TEXTS, DOUBTFUL]),
}


def told(decision: Decision, reader: ReaderKind = "expert", visibility: Visibility = UNCLEARED) -> str:
    return "\n".join(f"{text.nl}\n{text.en}" for text in explain(redact(decision, visibility), reader, DAY))


def test_the_expert_reads_who_why_and_where_it_was_found() -> None:
    text = told(decided(question("collaboration-institution", text="Onderzoek naar fotonica.")))
    assert "Economische Zaken (EZ) leidt, en Onderwijs, Cultuur en Wetenschap (OCW) denkt mee" in text
    assert "het signaal 'Sensitieve technologie' (in de omschrijving: de term \"fotonica\" van de woordenlijst)" in text
    assert "the topic 'Collaboration with a knowledge institution' (in the form)" in text
    assert "De zekerheid is redelijk (0,7)." in text


def test_a_legal_regime_is_told_with_its_source_and_a_refusal_with_its_reason() -> None:
    admission = decided(question("researcher-admission", fields=("chemistry",), countries=("IR",)))
    assert "'EU-beperkende maatregelen Iran' (CELEX 32012R0267)" in told(admission)
    plain = told(decided(question("researcher-admission")))
    assert "Buitenlandse Zaken (BZ) doet niet mee. Er is geen wettelijk regime van toepassing." in plain


def test_where_two_rules_name_a_lead_the_precedence_is_told() -> None:
    text = told(decided(question("collaboration-institution", "export-control", fields=("photonics",))))
    assert "BZ leads: so says rule 2-lead ('Sanctions and export control'), at place 2 of 11 in the precedence" in text
    assert "names EZ as lead; as it stands lower, EZ contributes" in text


def test_a_supplement_is_a_place_of_its_own() -> None:
    asked = question("collaboration-institution").supplemented(2, "Het gaat om fotonica.", None)
    assert 'in supplement 1: the term "fotonica" of the word list' in told(decided(asked))


def test_with_the_text_at_hand_its_own_words_are_quoted() -> None:
    text = "Naar FOTÓNICA \u202eop chips."
    decision = redact(decided(question("collaboration-institution", text=text)), UNCLEARED)
    sentences = " ".join(sentence.en for sentence in explain(decision, "expert", DAY, {"description": text}))
    assert 'in the description: "chips", "FOTÓNICA"' in sentences
    assert "word list" not in sentences
    assert "\u202e" not in sentences


def test_departments_are_called_as_they_were_on_the_day() -> None:
    decision = decided(question("collaboration-company"))
    before, after = (explain(decision, "expert", day)[0].nl for day in (date(2023, 1, 1), DAY))
    assert "Economische Zaken en Klimaat (EZK)" in before
    assert "Economische Zaken (EZ)" in after


def test_the_front_office_reads_what_to_choose_from() -> None:
    doubtful = decided(question("collaboration-institution", text=DOUBTFUL))
    text = told(doubtful, "front-office")
    assert "Het loket bevestigt deze route, of kiest met een reden een andere." in text
    assert "Choice 2, confidence 0.5: Education, Culture and Science (OCW) handles the question." in text
    assert "Keuze" not in told(doubtful)
    assert "Er is niets te bevestigen." in told(decided(question("sanctions")), "front-office")


def test_where_deciding_failed_that_is_told() -> None:
    text = told(fail_closed(question("incident"), "2026.1", MOMENT), "front-office")
    assert "De vraag kon niet automatisch worden gerouteerd" in text
    assert "Een melding heeft altijd spoed." in text


def test_who_may_not_read_the_content_reads_no_word_of_it() -> None:
    decision = decided(question("collaboration-institution", text="Onderzoek naar fotonica.", fields=("space",)))
    text = told(decision, visibility=OPERATOR).lower()
    for word in ("fotonica", "ruimte", "signaal", "omschrijving"):
        assert word not in text


@pytest.mark.parametrize(
    ("topic", "text", "sentence"),
    [
        ("incident", "Gestolen.", "Uw vraag wordt bekeken door de betrokken ministeries."),
        ("policy-legislation", "Wat geldt er?", "Uw vraag wordt bekeken door het loket."),
        ("collaboration-institution", DOUBTFUL, "Uw vraag wordt bekeken door het loket."),
    ],
)
def test_the_asker_reads_one_sentence_that_names_nobody(topic: str, text: str, sentence: str) -> None:
    (said,) = explain(decided(question(topic, text=text)), "asker", DAY)
    assert said.nl == sentence


@given(**QUESTIONS)
def test_no_sentence_names_a_covert_department_or_its_signals(topics: list[str], fields: list[str], text: str) -> None:
    decision = decided(question(*topics, text=text, fields=tuple(fields)))
    for reader in ("expert", "front-office", "asker"):
        said = told(decision, reader)
        assert not BETRAYALS.search(said)


@given(**QUESTIONS, other=st.sampled_from([*TEXTS, DOUBTFUL]))
def test_two_decisions_that_differ_in_covert_participation_alone_read_the_same(
    topics: list[str], fields: list[str], text: str, other: str
) -> None:
    one, two = (decided(question(*topics, text=words, fields=tuple(fields))) for words in (text, other))
    if _open(one) == _open(two):
        assert redact(one, UNCLEARED) == redact(two, UNCLEARED)
        assert told(one, "front-office") == told(two, "front-office")


def _open(decision: Decision) -> tuple[object, ...]:
    """Return the grounds that others may know: of the open rules, and of the signals that open rules or hints use."""
    open_rules = [rule for rule in decision.fired_rules if not covert().intersection(_named(rule))]
    signals = {fact.value for rule in open_rules for fact in rule.grounds if fact.name == "signal"}
    if decision.lead == "RVO":
        signals |= {lens.signal for lens in RULES.lenses}
    return open_rules, [fact for fact in decision.facts if fact.name.endswith("signal") and fact.value in signals]


def _named(rule: ReasonedRule) -> set[str | None]:
    return {effect.department for effect in rule.effects}


def test_a_cleared_officer_reads_of_covert_departments_too() -> None:
    decision = decided(question("incident"))
    assert "(AIVD)" in told(decision, "front-office", CLEARED)
    assert "(AIVD)" not in told(decision, "front-office", UNCLEARED)
