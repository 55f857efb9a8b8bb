"""Conventions of ``CONTRIBUTING.md`` that no linter knows: names, argument order, and modules that hold an idea."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from architecture.tree import PROJECT, lines_of, python_files

ROOTS = {
    "loket_shared": "shared",
    "loket_policy": "shared",
    "loket_intake": "services/intake",
    "loket_routing": "services/routing",
    "loket_backoffice": "services/backoffice",
    "loket_notifications": "services/notifications",
    "loket_stack": "deploy/stack",
}
SERVICES = ("loket_intake", "loket_routing", "loket_backoffice", "loket_notifications")

CRUMB_LINES = 20
"""A module that only its sibling imports, and that is shorter, belongs in that sibling."""

FIXED = {"main", "subscriptions", "background", "settings", "schemas"}
"""Modules that every service, or the command line, has by these names."""

VAGUE = {"parts", "find", "places", "words", "outcome", "told", "seen", "visit", "utils", "helpers", "misc", "common"}

QUESTION_WORDS = re.compile(r"(?:What|Where|Who|Whom|Whose|How|Whether|When|Why|Which|As)\b")
"""A sentence that begins so has no subject and verb of its own."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules(package: str) -> dict[str, Path]:
    """Return the modules of a package by their dotted names, without migrations."""
    root = PROJECT / ROOTS[package]
    found = {}
    for file in python_files():
        if file.is_relative_to(root / package) and "migrations" not in file.parts:
            found[".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")] = file
    return found


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported_by(file: Path, known: set[str]) -> Iterator[str]:
    """Yield the known modules that ``file`` imports."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from (names & known) or {node.module} & known
        elif isinstance(node, ast.Import):
            yield from {alias.name for alias in node.names} & known


@cache
def importers() -> dict[str, set[str]]:
    """Return by module of the product which other modules import it."""
    known = {name: file for package in ROOTS for name, file in modules(package).items()}
    found = defaultdict[str, set[str]](set)
    for name, file in known.items():
        for other in imported_by(file, set(known)):
            found[other].add(name)
    return found


@pytest.mark.parametrize("package", ROOTS)
def test_no_module_is_a_crumb_of_its_sibling(package: str) -> None:
    known, crumbs = modules(package), []
    for name, file in known.items():
        only = next(iter(importers()[name])) if len(importers()[name]) == 1 else ""
        siblings = only.rpartition(".")[0] == name.rpartition(".")[0] and only in known
        if (
            siblings
            and name.rpartition(".")[2] not in FIXED
            and {known[only].name, file.name}.isdisjoint({"__init__.py", "__main__.py"})
            and lines_of(file) < CRUMB_LINES
        ):
            crumbs.append(name)
    assert crumbs == []


@pytest.mark.parametrize("package", ROOTS)
def test_a_class_name_means_one_thing(package: str) -> None:
    holders = defaultdict[str, list[str]](list)
    for name, file in modules(package).items():
        for node in parsed(file).body:
            if isinstance(node, ast.ClassDef):
                holders[node.name].append(name)
    assert {name: where for name, where in holders.items() if len(where) > 1} == {}


@pytest.mark.parametrize("package", ROOTS)
def test_no_module_has_a_vague_name(package: str) -> None:
    assert [name for name in modules(package) if name.rpartition(".")[2] in VAGUE] == []


@pytest.mark.parametrize("package", SERVICES)
def test_the_events_of_a_service_stand_in_one_table(package: str) -> None:
    table = parsed(modules(package)[f"{package}.subscriptions"])
    names = {
        node.target.id for node in table.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    assert names == {"SUBSCRIPTIONS"}


def is_unit_of_work(argument: ast.arg) -> bool:
    return isinstance(argument.annotation, ast.Name) and argument.annotation.id == "UnitOfWork"


@pytest.mark.parametrize("package", SERVICES)
def test_the_unit_of_work_comes_first(package: str) -> None:
    wrong = [
        f"{name}.{node.name}"
        for name, file in modules(package).items()
        for node in ast.walk(parsed(file))
        if isinstance(node, Function)
        for arguments in [[argument for argument in node.args.args if argument.arg not in {"self", "cls"}]]
        if any(map(is_unit_of_work, arguments[1:]))
    ]
    assert wrong == []


@pytest.mark.parametrize("package", SERVICES)
def test_a_table_class_is_a_row(package: str) -> None:
    wrong = [
        f"{name}.{node.name}"
        for name, file in modules(package).items()
        for node in parsed(file).body
        if isinstance(node, ast.ClassDef)
        and any(keyword.arg == "table" for keyword in node.keywords)
        and not node.name.endswith("Row")
    ]
    assert wrong == []


def not_sentences(name: str, file: Path) -> list[str]:
    """Return the docstrings of functions and classes that begin with a question word."""
    nodes = [node for node in ast.walk(parsed(file)) if isinstance(node, ast.ClassDef | Function)]
    texts = [ast.get_docstring(node) or "" for node in nodes]
    return [f"{name}: {text.splitlines()[0]}" for text in texts if QUESTION_WORDS.match(text)]


@pytest.mark.parametrize("package", ROOTS)
def test_a_docstring_is_a_sentence(package: str) -> None:
    found = [not_sentences(name, file) for name, file in modules(package).items()]
    assert [each for wrong in found for each in wrong] == []
    texts = {name: ast.get_docstring(parsed(file)) or "" for name, file in modules(package).items()}
    assert [name for name, text in texts.items() if QUESTION_WORDS.match(text)] == []


def test_a_docstring_of_the_tests_is_a_sentence() -> None:
    """A module of tests may say "What is denied gives no signal": that is one."""
    files = [file for file in python_files() if file.is_relative_to(PROJECT / "tests")]
    found = [not_sentences(str(file.relative_to(PROJECT)), file) for file in files]
    assert [each for wrong in found for each in wrong] == []
