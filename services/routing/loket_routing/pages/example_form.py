"""A question that is typed in to see where it would go."""

from starlette.datastructures import FormData

from loket_routing.domain.deciding.examples import Example, Expected, ExpectedExample
from loket_routing.pages.field_names import EXAMPLE_FIELDS
from loket_shared.web.form_parsing import parse_form

NAME = "example"
"""Under which name the fields of the question stand on the page."""
EXPECTED = "expect"
"""Under which name those of the route stand that it must get."""

FILLED = {f"{NAME}-institution": "university", f"{NAME}-kind": "question", f"{NAME}-language": "nl"}
"""What stands in an empty form."""


def read_example(sent: FormData) -> Example:
    """Return the question that was typed.

    Raises:
        InvalidInput: a field is not filled in, or holds what it can't.
    """
    return parse_form(Example, NAME, sent, EXAMPLE_FIELDS)


def read_expected(sent: FormData) -> ExpectedExample:
    """Return the question with the route that it must get; raises as ``read_example``."""
    example, expected = read_example(sent), parse_form(Expected, EXPECTED, sent, EXAMPLE_FIELDS)
    return ExpectedExample(**example.model_dump(by_alias=False), expect=expected)
