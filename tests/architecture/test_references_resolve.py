"""What code and documents refer to is there: sections of ``docs``, files that a page links to, paths of the project."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from architecture.tree import PROJECT, tracked

LINK = re.compile(r"\]\(([^)\s]+)\)")
DOCUMENT = re.compile(r"(?<![\w/.-])docs/[\w/.-]+\.md(?:#[\w-]*)?")
PATH = re.compile(r"(?<![\w/.:~-])(?:docs|services|shared|deploy|tests)/[\w/.-]*[\w/](?![\w{*<]|\.\.\.)")
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|md|yaml|toml|json|css|html|txt|po))`")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

NOT_TEXT = {".png", ".woff2"}
HISTORY = {"CHANGELOG.md"}
"""Tells of files that may be gone since."""

MADE = {"loket.css", "var/run/state.json"}
"""Files that exist only while the product runs."""


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@cache
def anchors(document: Path) -> frozenset[str]:
    """Return the anchors of a document."""
    return frozenset(map(slug, HEADING.findall(FENCED.sub("", document.read_text(encoding="utf-8")))))


def dangles(reference: str, folder: Path, page: Path | None = None) -> bool:
    """Tell whether nothing is where ``reference`` leads, from ``folder`` or within the ``page`` itself."""
    path, _, anchor = reference.partition("#")
    target = (folder / path).resolve() if path else page
    if target is None or not target.exists():
        return True
    return bool(anchor) and (target.suffix != ".md" or anchor not in anchors(target))


def texts() -> Iterator[tuple[Path, str]]:
    for file in tracked():
        if file.suffix not in NOT_TEXT and file != Path(__file__):
            yield file, file.read_text(encoding="utf-8")


def told(file: Path, reference: str) -> str:
    return f"{file.relative_to(PROJECT)}: {reference}"


def test_a_page_links_to_what_is_there() -> None:
    assert [
        told(file, link)
        for file, text in texts()
        if file.suffix == ".md"
        for link in LINK.findall(FENCED.sub("", text))
        if "://" not in link and not link.startswith("mailto:") and dangles(link, file.parent, file)
    ] == []


def test_a_section_that_is_cited_is_there() -> None:
    assert [
        told(file, cited) for file, text in texts() for cited in DOCUMENT.findall(text) if dangles(cited, PROJECT)
    ] == []


def test_a_path_of_the_project_is_there() -> None:
    assert [
        told(file, path)
        for file, text in texts()
        if file.name not in HISTORY
        for path in PATH.findall(text)
        if not (PROJECT / path).exists()
    ] == []


def test_a_file_that_a_page_names_is_there() -> None:
    there = [f"/{file.relative_to(PROJECT)}" for file in tracked()]
    assert [
        told(file, name)
        for file, text in texts()
        if file.suffix == ".md" and file.name not in HISTORY
        for name in NAMED.findall(text)
        if name not in MADE and not any(path.endswith(f"/{name}") for path in there)
    ] == []


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Who owns what", "who-owns-what"),
        ("`./loket`: a command", "loket-a-command"),
        ("2. [A](b.md) thing", "2-a-thing"),
    ],
)
def test_a_heading_has_the_anchor_that_github_gives_it(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


@pytest.mark.parametrize("reference", ["docs/nothing.md", "docs/architecture.md#nothing", "services/nothing"])
def test_what_is_not_there_is_found(reference: str) -> None:
    assert dangles(reference, PROJECT)


def test_what_is_there_is_not() -> None:
    assert not dangles("docs/architecture.md#the-house", PROJECT)
