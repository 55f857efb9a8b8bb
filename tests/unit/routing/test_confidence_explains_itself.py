"""How sure a decision is, why, and when the front office is asked to confirm."""

import pytest
from unit.routing.asking import decided, question, spoken


def test_what_the_form_says_is_certain() -> None:
    decision = decided(question("collaboration-institution", fields=("photonics",)))
    assert (decision.confidence, decision.confirmation_needed, decision.reckoning) == (1.0, False, ())


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Fotonica.", 0.7),
        ("Fotonica en drones.", 0.8),
        ("Fotonica, drones en grafeen.", 0.9),
        ("Fotonica, drones, grafeen en lidar.", 0.9),
        ("Fotonica en nog eens fotonica.", 0.7),
    ],
)
def test_words_in_the_text_are_as_strong_as_there_are_terms(text: str, confidence: float) -> None:
    decision = decided(question("collaboration-institution", text=text))
    assert decision.confidence == confidence
    assert [step.nl for step in decision.reckoning] == [
        f"Het signaal 'Sensitieve technologie' staat alleen in de tekst: {f'{confidence}'.replace('.', ',')}."
    ]


def test_a_signal_that_the_text_also_denies_is_for_the_front_office_to_confirm() -> None:
    decision = decided(question("collaboration-institution", text="Wij werken niet aan drones. Een drone filmt het."))
    assert (decision.confidence, decision.confirmation_needed) == (0.5, True)


def test_a_covert_departments_grounds_never_move_the_confidence() -> None:
    plain = decided(question("researcher-admission", text="Een vraag."))
    weak = decided(question("researcher-admission", text="Wij werken niet aan drones. Een drone filmt het."))
    assert weak.contributors == ("AIVD",)
    assert weak.confidence == plain.confidence


def test_signals_without_a_topic_are_a_suggestion_to_confirm() -> None:
    decision = decided(question("sensitive-technology", text="Een bedrijf wil onze drones; is er een embargo?"))
    assert decision.suggestion is not None
    assert (decision.lead, decision.suggestion.lead) == ("RVO", "BZ")
    assert decision.suggestion.contributors == ("AIVD", "EZK", "OCW")
    assert (decision.confidence, decision.confirmation_needed) == (0.35, True)


def test_nothing_to_go_by_is_no_suggestion() -> None:
    decision = decided(question("other", text="Kunt u bellen?"))
    assert decision.suggestion is None
    assert (decision.confidence, decision.confirmation_needed) == (0.2, True)


def test_another_topic_beside_a_telling_one_needs_no_confirmation() -> None:
    decision = decided(question("other", "policy-legislation"))
    assert (spoken(decision), decision.confirmation_needed, decision.suggestion) == ("RVO", False, None)


@pytest.mark.parametrize(
    ("text", "words"), [("Drones.", "fair"), ("Fotonica en drones.", "high"), ("Geen drones. Een drone.", "low")]
)
def test_a_confidence_is_said_in_words_too(text: str, words: str) -> None:
    in_words = decided(question("collaboration-institution", text=text)).confidence_in_words
    assert in_words is not None
    assert in_words.en == words
