"""Order, language, case, diacritics, white space and an irrelevant paragraph leave a route as it is."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from unit.routing.asking import RULES, decided, question, signals_in
from unit.routing.cases import CASES, PROSE, any_case

from loket_policy import code_lists
from loket_routing.domain.decide.question import Question
from loket_routing.domain.lifecycle.examples import ExpectedExample
from loket_shared.contracts.shared_parts import Institution, Partner, QuestionContent, Route
from loket_shared.contracts.texts import BilingualText

_CODE_LISTS = (code_lists.topics, code_lists.fields, code_lists.partner_types, code_lists.institution_kinds)
_LABELS = [code.name for code_list in _CODE_LISTS for code in code_list()]

more_topics = st.lists(st.sampled_from([topic.code for topic in code_lists.topics()]), max_size=2)
more_fields = st.lists(st.sampled_from([field.code for field in code_lists.fields()]), max_size=3, unique=True)
more_partners = st.lists(st.sampled_from([partner.code for partner in code_lists.partner_types()]), max_size=3)
paragraphs = st.lists(st.sampled_from(PROSE), min_size=1, max_size=6, unique=True).map(" ".join)
breaks = st.sampled_from(["\n\n", "\n", " ", "\r\n\r\n"])


def _told(case: ExpectedExample, text: str) -> Route:
    """The route of ``case`` told in the words of ``text``."""
    return decided(case.model_copy(update={"text": text}).question).route


@given(case=any_case, topics=more_topics, fields=more_fields, partners=more_partners, data=st.data())
def test_the_order_of_topics_fields_partners_and_countries(
    case: ExpectedExample, topics: list[str], fields: list[str], partners: list[str], data: st.DataObject
) -> None:
    def asked(topics: list[str], fields: list[str], partners: list[str], countries: list[str]) -> Question:
        institution = Institution(
            ror_id="https://ror.org/05vx0yt57", name=BilingualText(nl="V", en="V"), kind=case.institution
        )
        content = QuestionContent(
            kind=case.kind,
            topics=tuple(topics),
            subject="Vraag",
            description=case.text,
            fields=tuple(fields),
            countries=tuple(countries),
            partners=tuple(Partner(name=f"Partner {kind}", type=kind) for kind in partners),
            consent_to_share=case.consent,
            institution=institution,
        )
        return Question.of(content, case.language)

    given = (
        list(dict.fromkeys((*case.topics, *topics)))[:3],
        list(dict.fromkeys((*case.fields, *fields))),
        [*case.partners, *partners],
        [*case.countries, "IR", "BE"],
    )
    assert decided(asked(*given)) == decided(asked(*(data.draw(st.permutations(codes)) for codes in given)))


@given(case=any_case)
def test_the_same_question_gets_the_same_record(case: ExpectedExample) -> None:
    again = Question.model_validate_json(case.question.model_dump_json())
    assert decided(case.question).model_dump_json() == decided(again).model_dump_json()


@given(case=any_case, before=paragraphs, after=paragraphs, separator=breaks, where=st.integers(1, 3))
def test_an_irrelevant_paragraph(case: ExpectedExample, before: str, after: str, separator: str, where: int) -> None:
    parts = [before] * (where & 1) + [case.text] + [after] * (where >> 1)
    assert _told(case, separator.join(parts)) == case.expect.route


@pytest.mark.parametrize("sentence", PROSE)
def test_no_word_of_harmless_prose_is_one_of_the_lexicon(sentence: str) -> None:
    assert RULES.finder.find(sentence) == ()


@given(case=any_case, subject=st.sampled_from(PROSE))
def test_an_irrelevant_subject(case: ExpectedExample, subject: str) -> None:
    assert decided(case.model_copy(update={"subject": subject}).question).route == case.expect.route


@given(case=any_case, change=st.sampled_from([str.upper, str.lower, str.title, str.swapcase, str.casefold]))
def test_upper_and_lower_case(case: ExpectedExample, change: object) -> None:
    assert callable(change)
    assert _told(case, change(case.text)) == case.expect.route


@given(case=any_case, form=st.sampled_from(["NFC", "NFD", "NFKC"]), accent=st.sampled_from("\u0300\u0301\u0308\u0302"))
def test_diacritics(case: ExpectedExample, form: Literal["NFC", "NFD", "NFKC"], accent: str) -> None:
    accented = "".join(letter + accent if letter in "aeiou" else letter for letter in case.text)
    assert _told(case, unicodedata.normalize(form, accented)) == case.expect.route


@given(case=any_case)
def test_no_diacritics(case: ExpectedExample) -> None:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", case.text) if not unicodedata.combining(letter))
    assert _told(case, bare) == case.expect.route


@example(case=next(case for case in CASES if "n.v.t." in case.text), space="\n")
@given(case=any_case, space=st.sampled_from(["  ", "\n", "\t", "\u00a0", " \r\n ", "\u2009"]))
def test_white_space(case: ExpectedExample, space: str) -> None:
    assert _told(case, space + case.text.replace(" ", space) + space) == case.expect.route


@given(case=any_case, dash=st.sampled_from("\u2010\u2011\u2013 "), quote=st.sampled_from("'\u2019\u02bc"))
def test_other_hyphens_and_apostrophes(case: ExpectedExample, dash: str, quote: str) -> None:
    assert _told(case, case.text.replace("-", dash).replace("'", quote)) == case.expect.route


@given(case=any_case, language=st.sampled_from(["nl", "en"]))
def test_the_language_of_the_form(case: ExpectedExample, language: str) -> None:
    assert decided(case.model_copy(update={"language": language}).question).route == case.expect.route


@pytest.mark.parametrize("label", _LABELS, ids=lambda label: label.en)
def test_a_label_of_a_code_list_means_the_same_in_both_languages(label: BilingualText) -> None:
    assert signals_in(f"{label.nl}.") == signals_in(f"{label.en}.")


@given(case=any_case, label=st.sampled_from(_LABELS))
def test_a_label_translated_in_the_text(case: ExpectedExample, label: BilingualText) -> None:
    assert _told(case, f"{label.nl}. {case.text}") == _told(case, f"{label.en}. {case.text}")


@given(text=st.text(max_size=300))
def test_any_text_is_read_without_failing_and_every_place_lies_in_it(text: str) -> None:
    for fact in decided(question("other", text=text)).facts:
        if fact.source.startswith("description["):
            start, end = map(int, fact.source.removeprefix("description[").partition("]")[0].split(":"))
            assert 0 <= start < end <= len(text)
