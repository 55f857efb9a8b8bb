"""A word that may count or not never decides alone: the front office confirms, and reads both ways to read it."""

import pytest
from unit.routing.asking import MOMENT, RULES, decided, question, spoken
from unit.routing.mending import codes

from loket_policy import code_lists
from loket_routing.domain.decide.evidence import Evidence, match_terms
from loket_routing.domain.decide.matching import hits
from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.decide.redact import Visibility, redact
from loket_routing.domain.presentation.explain import explain
from loket_routing.domain.presentation.highlighting import highlight
from loket_routing.domain.rule_set.model import ConfidencePolicy

BOMB = "De groep test een bom."
HEARSAY = "De partner beweert dat er geen militaire toepassing is."
UNCLEARED = Visibility(covert=frozenset(), content=True)
EVERY_TOPIC = [topic.code for topic in code_lists.topics()]
# Where the form says as much, or the desk confirms whatever the words.
SUPPORTING = {"export-control", "sanctions", "sensitive-technology"}


def confirmed(*topics: str, text: str, **given: object) -> bool:
    return decided(question(*topics, text=text, **given)).confirmation_needed


@pytest.mark.parametrize("topic", EVERY_TOPIC)
def test_a_denial_that_is_not_sure_is_confirmed_in_every_topic_alike(topic: str) -> None:
    assert confirmed(topic, text=HEARSAY)


@pytest.mark.parametrize("topic", sorted(set(EVERY_TOPIC) - SUPPORTING))
def test_a_term_of_several_meanings_alone_is_confirmed_in_every_topic_alike(topic: str) -> None:
    assert confirmed(topic, text=BOMB)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("De groep test een bom en een granaat.", {}),
        ("De groep test een bom met een springkop.", {}),
        ("De groep test een bom voor de krijgsmacht.", {}),
        (BOMB, {"fields": ("space",)}),
        (BOMB, {"partner_types": ("military",)}),
        (BOMB, {"fields": ("maritime",)}),
    ],
)
def test_a_term_of_several_meanings_with_support_is_not(text: str, given: dict[str, object]) -> None:
    decision = decided(question("collaboration-institution", text=text, **given))
    assert (spoken(decision), decision.confirmation_needed) == ("EZK + MIVD OCW", False)


@pytest.mark.parametrize(
    "text",
    [
        'De studenten noemen de proef "Torpedo".',
        "De studenten noemen de proef \u201eTorpedo\u201d.",
        "Het gaat om een stadsfiets van het merk Torpedo.",
        "Onze proef heeft de bijnaam de Torpedo.",
        "A study of gossip, nicknamed Torpedo.",
    ],
)
def test_a_term_that_stands_as_a_name_is_confirmed(text: str) -> None:
    decision = decided(question("collaboration-institution", text=text))
    assert (spoken(decision), decision.confirmation_needed) == ("EZK + MIVD OCW", True)


@pytest.mark.parametrize(
    "text",
    [
        'De groep test een torpedo van het type "Haai".',
        'De groep test een "torpedo" en een fregat.',
        "De groep heeft een merk. Torpedo's zijn het onderwerp.",
    ],
)
def test_a_term_beside_a_name_is_not(text: str) -> None:
    decision = decided(question("collaboration-institution", text=text))
    assert (spoken(decision), decision.confirmation_needed) == ("EZK + MIVD OCW", False)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("collaboration-institution", "Wij meten het water met onbemande bootjes."),
        ("collaboration-company", "The firm wants us to find ways of scrambling messages."),
        ("ethics-human-rights", "Mag een werkgever met onze software meeluisteren?"),
    ],
)
def test_a_hint_is_confirmed(topic: str, text: str) -> None:
    decision = decided(question(topic, text=text))
    assert decision.confirmation_needed
    assert any(fact.name == "hinted-signal" for fact in decision.facts)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Onbemande bootjes met kunstmatige intelligentie.", {}),
        ("Wij bouwen onbemande bootjes.", {"fields": ("robotics-autonomous",)}),
        ("Wij bouwen geen onbemande bootjes.", {}),
    ],
)
def test_a_hint_at_what_is_said_already_or_denied_is_idle(text: str, given: dict[str, object]) -> None:
    decision = decided(question("collaboration-institution", text=text, **given))
    assert not decision.confirmation_needed
    assert not any(fact.name == "hinted-signal" for fact in decision.facts)


def test_hints_never_add_up() -> None:
    text = "Wij bouwen onbemande bootjes met zendapparatuur en lasertjes."
    assert {each.doubt for each in RULES.finder.find(text)} == {hits.Doubt.HINT}
    assert decided(question("collaboration-institution", text=text)).confirmation_needed


def test_another_passage_supports_it_too() -> None:
    asked = question("collaboration-institution", text=BOMB).supplemented(2, "Het gaat ook om granaten.", None)
    assert not decided(asked).confirmation_needed


def test_where_it_means_something_else_it_does_not_count() -> None:
    decision = decided(question("collaboration-institution", text="De soldaten van de termieten zijn ons thema."))
    assert (spoken(decision), decision.confirmation_needed) == ("OCW", False)


def test_a_certain_term_among_words_of_something_else_is_confirmed() -> None:
    decision = decided(question("collaboration-institution", text="De krijgsmacht in de roman van Vestdijk."))
    assert (spoken(decision), decision.confirmation_needed) == ("EZK + MIVD OCW", True)


def test_a_doubt_that_would_choose_another_service_is_confirmed() -> None:
    decision = decided(question("collaboration-institution", text=BOMB, fields=("photonics",)))
    assert (spoken(decision), decision.confirmation_needed) == ("EZK + MIVD OCW", True)


def test_a_denial_of_one_kind_of_word_does_not_contradict_another() -> None:
    text = "Onze drones zijn niet voor het leger bedoeld."
    decision = decided(question("collaboration-institution", text=text))
    assert (spoken(decision), decision.confidence, decision.confirmation_needed) == ("EZK + AIVD OCW", 0.7, False)


@pytest.mark.parametrize(
    ("text", "word", "way"),
    [
        (HEARSAY, 'he term "militair" in the description', "it may count, or be denied"),
        (BOMB, 'he term "bom" in the description', "it may count, or mean something else"),
        ("Kunstmatige inteligentie.", 'he term "kunstmatige-intelligentie" in the description', "it may be misspelt"),
    ],
)
def test_both_readings_are_told_at_their_place_with_the_route_of_each(text: str, word: str, way: str) -> None:
    decision = decided(question("collaboration-institution", text=text))
    told = " ".join(sentence.en for sentence in explain(decision, "front-office", MOMENT.date()))
    assert f"{word} " in told
    assert way in told
    assert [route.lead for route in decision.ranking] == ["EZK", "OCW"]
    assert decision.ranking[1].reason.en == f"So it is if t{word} does not count."


def test_the_expert_reads_both_readings_and_the_asker_that_the_desk_looks() -> None:
    decision = decided(question("collaboration-institution", text=HEARSAY))
    assert "kan tellen, of ontkend zijn" in " ".join(text.nl for text in explain(decision, "expert", MOMENT.date()))
    (asker,) = explain(decision, "asker", MOMENT.date())
    assert asker.nl == "Uw vraag wordt bekeken door het loket."


def test_a_doubtful_word_is_marked_as_such_in_the_text() -> None:
    found = match_terms(question("other", text=HEARSAY), RULES.lexicon, RULES.finder).found
    (piece,) = (piece for piece in highlight(HEARSAY, found) if piece.categories)
    assert (piece.text, piece.denied, piece.doubt) == ("militaire", False, hits.Doubt.DENIAL)


@pytest.mark.parametrize("topic", ["researcher-admission", "collaboration-institution", "visits-travel"])
def test_who_may_not_know_of_services_reads_the_same_whichever_the_doubt_is_about(topic: str) -> None:
    military, civil = (
        decided(question(topic, text=f"Volgens de partner is er geen {word}.")) for word in ("leger", "drone")
    )
    one, other = (redact(decision, UNCLEARED).model_dump_json() for decision in (military, civil))
    assert one.replace("=leger", "drone*").replace("leger", "drone") == other.replace("[51:", "[51:")


def test_evidence_and_numbers_of_before_give_the_confidence_of_before() -> None:
    asked = question("collaboration-institution", text="Onze drones zijn niet voor het leger bedoeld.")
    told = match_terms(asked, RULES.lexicon, RULES.finder).model_dump_json(exclude={"passages"}, exclude_none=True)
    old = RULES.doubt.model_dump(include={"words", "contradicted", "guess", "nothing", "confirm_below"})
    rules = RULES.model_copy(update={"doubt": ConfidencePolicy.model_validate(old)})
    decision = decide_from_evidence(Evidence.model_validate_json(told), rules, MOMENT)
    assert (decision.confidence, decision.confirmation_needed) == (0.5, True)
    assert {fact.name for fact in decision.facts if fact.name.endswith("signal")} == {"signal", "denied-signal"}


def test_a_doubt_may_not_be_told_of_a_signal_that_chooses_between_services() -> None:
    assert codes(lambda data: data["doubt"].update(signals=["military"])) == {"doubt-on-discreet"}
    assert codes(lambda data: data["doubt"].update(signals=["technologie"])) == {"unknown-code"}


def test_only_the_form_supports_a_word_beside_other_words() -> None:
    def supported(condition: dict[str, str]) -> set[str]:
        return codes(lambda data: data["lexicon"]["categories"][0].update({"supported-on-form": condition}))

    assert supported({"signal": "technology"}) == {"not-on-the-form"}
    assert supported({"topic": "nonsense"}) == {"unknown-code"}
