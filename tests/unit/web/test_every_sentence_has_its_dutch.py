"""No sentence of a template is without its Dutch."""

import pytest

from loket_shared.web.translations import missing

PACKAGES = ["loket_shared.web", "loket_sample"]


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_untranslated(package: str) -> None:
    assert list(missing(package)) == []
