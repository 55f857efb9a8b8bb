"""Reading what somebody filled in: right, or refused with a sentence for every field."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.intake.questions import RAW

from loket_intake.domain.input_errors import parse_input, require_not_past
from loket_intake.handlers.question_body import QuestionBody
from loket_shared.failures import FieldError, InvalidInputError

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    ["kind", "topics", "subject", "description", "fields", "countries", "partners", "neededBy", "language", "answers"]
)


@given(st.dictionaries(names, json_values))
def test_anything_is_read_or_refused_with_words(changes: dict[str, Any]) -> None:
    errors: tuple[FieldError, ...] = ()
    try:
        parse_input(QuestionBody, RAW | changes).model_dump_json().encode()
    except InvalidInputError as refused:
        errors = refused.errors
    for error in errors:
        assert error.field.split(".")[0] in changes
        assert error.text.nl
        assert "{" not in error.text.nl + error.text.en


@given(st.text(max_size=50))
def test_a_text_is_kept_as_it_is_but_for_its_edges(text: str) -> None:
    try:
        new = parse_input(QuestionBody, RAW | {"description": f"a{text}b"})
    except InvalidInputError:
        assert any(not (character.isprintable() or character in "\n\r\t") for character in text)
    else:
        assert new.description.startswith("a")
        assert "\r" not in new.description


def test_line_ends_and_edges_are_tidied() -> None:
    new = parse_input(QuestionBody, RAW | {"description": "  een\r\ntwee\rdrie \n", "subject": " x "})
    assert (new.description, new.subject) == ("een\ntwee\ndrie", "x")


def test_a_code_given_twice_counts_once() -> None:
    assert parse_input(QuestionBody, RAW | {"countries": ["CN", "NL", "CN"]}).countries == ("CN", "NL")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("subject", "", "Vat in één regel samen waar het over gaat."),
        ("subject", "x" * 201, "Gebruik voor de samenvatting ten hoogste 200 tekens."),
        ("topics", ["sanctions", "procurement", "other", "incident"], "Kies ten hoogste 3 onderwerpen."),
        ("consentToShare", None, "Kies of wij uw vraag mogen delen met departementen."),
        ("consentToShare", "ja", "Geef bij het delen met departementen ja of nee op (true of false)."),
        (
            "neededBy",
            "morgen",
            "Vul voor de datum waarop u een antwoord nodig hebt een bestaande datum in, bijvoorbeeld 15-12-2026.",
        ),
    ],
)
def test_in_the_readers_words(field: str, value: Any, words: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_input(QuestionBody, RAW | {field: value})
    (error,) = refused.value.errors
    assert (error.field, error.text.nl) == (field, words)


def test_a_day_that_has_passed() -> None:
    today = date(2026, 11, 23)
    require_not_past("neededBy", None, today)
    require_not_past("neededBy", today, today)
    with pytest.raises(InvalidInputError):
        require_not_past("neededBy", date(2026, 11, 22), today)


@pytest.mark.parametrize(
    "address", ["a@b.example", "j@universität.example", "o'neill+lab@uni-a.example", "x" * 64 + "@b.nl"]
)
def test_an_address_that_mail_reaches_is_taken(address: str) -> None:
    parse_input(QuestionBody, RAW | {"onBehalfOf": {"name": "V", "email": address}})


@pytest.mark.parametrize(
    "address",
    [
        "a..b@uni.nl",
        ".a@uni.nl",
        "a.@uni.nl",
        "a b@uni.nl",
        "a@b@uni.nl",
        "a@uni",
        "a@-uni.nl",
        "a@uni..nl",
        "x" * 65 + "@b.nl",
        "a@[127.0.0.1]",
        "V <a@uni.nl>",
    ],
)
def test_an_address_that_no_mail_reaches_is_refused_where_it_stands(address: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_input(QuestionBody, RAW | {"onBehalfOf": {"name": "V", "email": address}})
    assert [error.field for error in refused.value.errors] == ["onBehalfOf.email"]


@pytest.mark.parametrize(
    "email",
    ["jan\u017fen@uni.nl", "jürgen@uni.nl", "jаn@uni.nl", "jan@un\uff49.nl", "jan@\u017furf.nl"],  # noqa: RUF001
)
def test_a_mail_address_with_letters_that_look_like_others_is_refused_in_words(email: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_input(QuestionBody, RAW | {"onBehalfOf": {"name": "Jan", "email": email}})
    (error,) = refused.value.errors
    assert (error.field, "zonder accenten" in error.text.nl) == ("onBehalfOf.email", True)


@pytest.mark.parametrize("email", ["Jan.de-Vries+loket@uni.nl", "jan@universität.example", "jan@xn--universitt-y5a.de"])
def test_an_address_of_a_domain_in_any_script_is_taken(email: str) -> None:
    new = parse_input(QuestionBody, RAW | {"onBehalfOf": {"name": "Jan", "email": email}})
    assert new.on_behalf_of is not None
    assert new.on_behalf_of.email == email
