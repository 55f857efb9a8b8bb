"""Order, case, diacritics, white space and an irrelevant paragraph leave the route as it is."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import decided, question, route_of

from loket_routing.domain.deciding.question import Question
from loket_shared.contracts.parts import Institution, Partner, QuestionContent
from loket_shared.contracts.texts import Text

TOPICS = ["collaboration-institution", "collaboration-company", "sanctions", "cyber-security", "incident", "other"]
TEXTS = [
    "Geïntegreerde fotonica met een bedrijf, zonder militaire toepassing.",
    "Een exportvergunning voor een drone, niet alleen civiel.",
    "Landbouwkundig onderzoek naar gewassen.",
    "A state-sponsored hacker copied our semiconductor designs.",
]
IRRELEVANT = "Wij zien uw reactie graag tegemoet. Met vriendelijke groet, de afdeling."
INSTITUTION = Institution(ror_id="https://ror.org/05vx0yt57", name=Text(nl="V", en="V"), kind="university")

topics = st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True)
fields = st.lists(st.sampled_from(["photonics", "space", "agri-food", "education"]), max_size=3, unique=True)
partners = st.lists(st.sampled_from(["company", "military", "university", "funder"]), max_size=3)
texts = st.sampled_from(TEXTS)


@given(topics=topics, fields=fields, partners=partners, text=texts, data=st.data())
def test_the_order_of_topics_fields_and_partners(
    topics: list[str], fields: list[str], partners: list[str], text: str, data: st.DataObject
) -> None:
    def asked(topics: list[str], fields: list[str], partners: list[str]) -> Question:
        content = QuestionContent(
            kind="question",
            topics=tuple(topics),
            subject="Vraag",
            description=text,
            fields=tuple(fields),
            partners=tuple(Partner(name=f"Partner {kind}", type=kind) for kind in partners),
            consent_to_share=True,
            institution=INSTITUTION,
        )
        return Question.of(content, "nl")

    shuffled = [data.draw(st.permutations(given)) for given in (topics, fields, partners)]
    assert decided(asked(topics, fields, partners)) == decided(asked(*shuffled))


@given(topics=topics, text=texts)
def test_the_same_question_gets_the_same_record(topics: list[str], text: str) -> None:
    asked = question(*topics, text=text)
    assert (
        decided(asked).model_dump_json()
        == decided(Question.model_validate_json(asked.model_dump_json())).model_dump_json()
    )


@given(topics=topics, text=texts, before=st.booleans())
def test_an_irrelevant_paragraph(topics: list[str], text: str, before: bool) -> None:
    longer = f"{IRRELEVANT}\n\n{text}" if before else f"{text}\n\n{IRRELEVANT}"
    assert route_of(*topics, text=longer) == route_of(*topics, text=text)


@given(topics=topics, text=texts, change=st.sampled_from([str.upper, str.lower, str.title]))
def test_upper_and_lower_case(topics: list[str], text: str, change: object) -> None:
    assert callable(change)
    assert route_of(*topics, text=change(text)) == route_of(*topics, text=text)


@given(topics=topics, text=texts, form=st.sampled_from(["NFC", "NFD"]), accent=st.sampled_from("\u0300\u0301\u0308"))
def test_diacritics(topics: list[str], text: str, form: str, accent: str) -> None:
    accented = unicodedata.normalize(form, "".join(c + accent if c in "aeiou" else c for c in text))
    assert route_of(*topics, text=accented) == route_of(*topics, text=text)


@given(topics=topics, text=texts, space=st.sampled_from(["  ", "\n", "\t", "\u00a0", " \r\n "]))
def test_white_space(topics: list[str], text: str, space: str) -> None:
    assert route_of(*topics, text=text.replace(" ", space)) == route_of(*topics, text=text)


@given(text=st.text(max_size=300))
def test_any_text_is_read_without_failing_and_every_place_lies_in_it(text: str) -> None:
    for fact in decided(question("other", text=text)).facts:
        if fact.source.startswith("description["):
            start, end = map(int, fact.source.removeprefix("description[").partition("]")[0].split(":"))
            assert 0 <= start < end <= len(text)


def test_the_language_of_the_labels_changes_nothing() -> None:
    dutch = route_of("collaboration-institution", text="Onderzoek op het gebied van fotonica.")
    assert route_of("collaboration-institution", text="Research in the field of photonics.", language="en") == dutch
