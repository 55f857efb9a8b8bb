"""A sentence of a template comes from the catalogue as it is; only what is put into it is escaped."""

import pytest

from loket_shared.contracts.texts import Language
from loket_shared.web.pages import environment
from loket_shared.web.static import StaticFiles


@pytest.mark.parametrize(("language", "shown"), [("nl", "Stap &lt;2&gt; van 5"), ("en", "Step &lt;2&gt; of 5")])
def test_a_value_is_escaped(language: Language, shown: str) -> None:
    pages = environment("loket_shared.web", language, StaticFiles(()))
    template = pages.from_string("""{{ _("Step %(number)s of %(total)s", number=number, total=5) }}""")
    assert template.render(number="<2>") == shown


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_sentence_without_values_is_not_escaped_or_formatted(language: Language) -> None:
    pages = environment("loket_shared.web", language, StaticFiles(()))
    assert pages.from_string("""{{ _("100 % <of> it's") }}""").render() == "100 % <of> it's"
