"""No sentence of a template is without its Dutch."""

from pathlib import Path

import pytest

from loket_shared.web.localization import missing

PACKAGES = ["loket_shared.web", "loket_sample"]


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_untranslated(package: str) -> None:
    assert list(missing(package)) == []


@pytest.mark.parametrize(("flag", "lacks"), [("", []), ("#, fuzzy\n", ["Hand in"])])
def test_a_translation_that_is_only_a_guess_counts_as_none(
    flag: str, lacks: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / f"guessed{len(lacks)}"
    (package / "locale").mkdir(parents=True)
    (package / "templates").mkdir()
    (package / "__init__.py").touch()
    (package / "locale" / "nl.po").write_text(f'{flag}msgid "Hand in"\nmsgstr "Indienen"\n', encoding="utf-8")
    (package / "templates" / "form.html").write_text("{{ _('Hand in') }}", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert list(missing(package.name)) == lacks
