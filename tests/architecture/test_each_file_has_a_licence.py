"""Each file says who holds the rights on it, and its licence, by the REUSE specification (3.3)."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pytest
from architecture.tree import PROJECT, tracked

RIGHTS, LICENCE = "SPDX-FileCopyrightText", "SPDX-License-Identifier"
TEXTS = PROJECT / "LICENSES"
OF_A_FILE = re.compile(rf"{LICENCE}: ([\w.+-]+)")
TOLD: dict[str, Any] = tomllib.loads((PROJECT / "REUSE.toml").read_text(encoding="utf-8"))


def matches(pattern: str, path: str) -> bool:
    """Say whether a pattern of ``REUSE.toml`` names ``path``: ``*`` stays within a folder, ``**`` does not."""
    parts = re.split(r"(\*\*|\*|\\.)", pattern)
    kinds = {"**": ".*", "*": "[^/]*"}
    return (
        re.fullmatch("".join(kinds.get(part) or re.escape(part.removeprefix("\\")) for part in parts), path) is not None
    )


def annotations_of(path: str) -> list[dict[str, Any]]:
    """Return what is told of ``path``."""
    return [
        each
        for each in TOLD["annotations"]
        if any(
            matches(pattern, path) for pattern in ([each["path"]] if isinstance(each["path"], str) else each["path"])
        )
    ]


def needing_one() -> Iterator[str]:
    """Yield every file of the project but the texts of licences themselves."""
    for file in tracked():
        path = PurePosixPath(file.relative_to(PROJECT))
        if path.parts[0] not in {"LICENSE", "LICENSES", "REUSE.toml"}:
            yield str(path)


def test_each_file_has_a_holder_and_a_licence() -> None:
    assert TOLD["version"] == 1
    assert [path for path in needing_one() if not any(RIGHTS in each for each in annotations_of(path))] == []
    assert [path for path in needing_one() if not any(LICENCE in each for each in annotations_of(path))] == []


def test_each_licence_that_is_named_has_its_text_and_no_other_has() -> None:
    named = {each[LICENCE] for each in TOLD["annotations"]}
    in_files = {
        name for path in needing_one() for name in OF_A_FILE.findall((PROJECT / path).read_text(errors="replace"))
    }
    assert named | in_files == {file.stem for file in TEXTS.iterdir()} == {"EUPL-1.2"}


def test_the_text_is_the_same_at_both_places() -> None:
    assert (TEXTS / "EUPL-1.2.txt").read_bytes() == (PROJECT / "LICENSE").read_bytes()


@pytest.mark.parametrize(
    ("pattern", "path", "named"),
    [
        ("**", "a/b.py", True),
        ("*", "a.py", True),
        ("*", "a/b.py", False),
        ("a/*.py", "a/b.py", True),
        ("a/*.py", "a/b_py", False),
        (r"a\*", "a*", True),
        (r"a\*", "ab", False),
    ],
)
def test_a_pattern_names_what_the_specification_says(pattern: str, path: str, named: bool) -> None:
    assert matches(pattern, path) is named
