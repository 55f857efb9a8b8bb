"""What the design says of the tree: short files, no address of a registry, no path of a machine, nothing left over."""

import ast
import re
from pathlib import Path

import pytest
from architecture.tree import PROJECT, lines_of, python_files, tracked

LONGEST_LINES = 250
REGISTRY = re.compile(
    r"(?:files\.python|py)(?:pi|thon)(?:hosted)?\.org|registry\.npm|repo1?\.maven|deb\.debian|proxy\.golang",
    re.IGNORECASE,
)
MACHINE = re.compile(r"(?<![\w.}/~-])/(?:home|root|Users|work|builds)/\w")
LEFT_OVER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK|NotImplemented" + r"Error)\b")
SERVICES = ("intake", "routing", "backoffice", "notifications")


def _texts() -> list[Path]:
    return [file for file in tracked() if file.suffix not in {".png", ".woff2"} and file != Path(__file__)]


def _matches(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{file.relative_to(PROJECT)}: {found.group()}"
        for file in _texts()
        if (found := pattern.search(file.read_text(encoding="utf-8")))
    ]


def test_files_are_short() -> None:
    sizes = {file: lines for file in python_files() if (lines := lines_of(file))}
    assert not [str(file.relative_to(PROJECT)) for file, lines in sizes.items() if lines > LONGEST_LINES]


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE, LEFT_OVER], ids=["registry", "machine", "left-over"])
def test_nothing_stands_in_a_file_that_must_not(pattern: re.Pattern[str]) -> None:
    assert _matches(pattern) == []


def test_the_patterns_find_what_they_look_for() -> None:
    assert REGISTRY.search("https://py" + "pi.org/simple")
    assert MACHINE.search("in /ho" + "me/somebody")
    assert LEFT_OVER.search("# TO" + "DO: later")


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_tells_its_story_by_its_files(service: str) -> None:
    package = PROJECT / "services" / service / f"loket_{service}"
    assert (PROJECT / "services" / service / "README.md").is_file()
    for part in ("main.py", "subscriptions.py", "api", "handlers", "domain", "store", "migrations"):
        assert (package / part).exists(), part


OTHER_VERBS = {("record_events", "open_case"), ("route_question", "read_before_routing")}
"""A handler that stands with its siblings under their verb, and one that prepares the handler beside it."""


@pytest.mark.parametrize("service", SERVICES)
def test_a_handler_stands_in_a_file_named_after_what_it_does(service: str) -> None:
    table = (PROJECT / "services" / service / f"loket_{service}" / "subscriptions.py").read_text(encoding="utf-8")
    package = f"loket_{service}.handlers."
    handlers = [
        (node.module.removeprefix(package), alias.name)
        for node in ast.walk(ast.parse(table))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(package)
        for alias in node.names
    ]
    assert handlers
    assert {(module, name) for module, name in handlers if _verb(module) != _verb(name)} <= OTHER_VERBS


def _verb(name: str) -> str:
    return name.partition("_")[0]


def test_lines_end_as_editors_are_told() -> None:
    told = (PROJECT / ".editorconfig").read_text(encoding="utf-8")
    assert "end_of_line = lf\n" in told
    assert "insert_final_newline = true\ntrim_trailing_whitespace = true\n" in told
    texts = {file: file.read_bytes() for file in _texts()}
    spoilt = re.compile(rb"[ \t]$|\r", re.MULTILINE)
    wrong = [file for file, text in texts.items() if spoilt.search(text) or (text and not text.endswith(b"\n"))]
    assert [str(file.relative_to(PROJECT)) for file in wrong] == []
