"""A page waits for few style sheets, for no script, and for nothing from elsewhere."""

import re
from pathlib import Path

import httpx
import pytest

from loket_stack.paths import PROJECT

FOLDERS = [PROJECT / "shared" / "loket_shared" / "web", *(PROJECT / "services").glob("*/loket_*")]
TEMPLATES = [file for folder in FOLDERS for file in (folder / "templates").glob("**/*.html")]
OURS = re.compile(r"""(?:href|src)="\{\{ static\('[^']+'\) \}\}\"""")


def elements(template: Path, pattern: str) -> list[str]:
    return re.findall(pattern, template.read_text(encoding="utf-8"))


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 50


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: f"{file.parts[-3]}/{file.name}")
def test_what_stands_in_a_head_is_ours_and_holds_up_little(template: Path) -> None:
    sheets = elements(template, r"<link\b[^>]*rel=\"stylesheet\"[^>]*>")
    scripts = elements(template, r"<script\b[^>]*>")
    assert len(sheets) <= 1
    assert [script for script in scripts if " defer" not in script] == []
    named = [*sheets, *scripts, *elements(template, r"<(?:img|link)\b[^>]*>")]
    assert [element for element in named if not OURS.search(element)] == []


def test_the_font_of_most_letters_is_asked_for_at_once() -> None:
    (base,) = (template for template in TEMPLATES if template.name == "base.html")
    (preload,) = elements(base, r"<link\b[^>]*rel=\"preload\"[^>]*>")
    assert "latin-wght-normal.woff2" in preload
    assert 'as="font" type="font/woff2" crossorigin' in preload


@pytest.mark.asyncio
async def test_who_searches_reads_what_the_desk_is(visitor: httpx.AsyncClient) -> None:
    for language, word in (("nl", "kennisveiligheid"), ("en", "knowledge security")):
        page = (await visitor.get(f"/?taal={language}")).text
        (told,) = re.findall(r'<meta name="description" content="([^"]+)">', page)
        assert word in told
        assert 50 < len(told) < 160


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: f"{file.parts[-3]}/{file.name}")
def test_attributes_are_those_of_html(template: Path) -> None:
    assert elements(template, r"\shx-[a-z-]+=") == []
