"""What was typed and what is wrong with it, side by side."""

from starlette.datastructures import FormData

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.web.forms import Form

WRONG = BilingualText(nl="Dit klopt niet.", en="This is not right.")


def test_a_form_gives_back_what_was_typed() -> None:
    form = Form.typed(FormData([("subject", " x "), ("topics", "a"), ("topics", "c")]))
    assert form.value("subject") == " x "
    assert [form.chosen("topics", option) for option in "abc"] == [True, False, True]
    assert (form.value("nothing"), form.errors) == ("", ())


def test_an_error_in_a_part_shows_at_the_whole() -> None:
    form = Form.typed(FormData([]), InvalidInputError(FieldError("partners.0.name", WRONG)))
    assert form.error("partners") == WRONG
    assert form.error("partner") is None


def test_a_form_can_stand_filled() -> None:
    form = Form.filled({"language": "nl", "topics": ["a", "b"]})
    assert form.value("language") == "nl"
    assert form.chosen("topics", "b")


def test_an_error_leads_to_its_field_where_the_form_has_it_and_else_to_the_group() -> None:
    form = Form.filled({"partners.0.name": "", "topics": ["a"]})
    assert form.anchor("partners.0.name") == "partners.0.name"
    assert form.anchor("topics.0") == "topics"
