"""What keeps a page quick on a slow line, where no Lighthouse runs: little to fetch, and most of it only once.

Lighthouse gave the front page 99 of 100 for performance at 95 KiB, on a telephone with a slow line.
"""

import httpx
import pytest
from e2e.pages.weight import Part, parts_of

from loket_stack.state import StackState

FIRST_VISIT, LATER_VISIT = 110 << 10, 8 << 10
"""Bytes on the wire: measured, and a tenth or two more."""

PUBLIC = [
    *(("intake", path) for path in ("/", "/contact", "/toegankelijkheid", "/privacy", "/nowhere")),
    *(("routing", "/nowhere"), ("backoffice", "/nowhere")),
]


def weight(parts: list[Part]) -> int:
    return sum(part.size for part in parts)


@pytest.mark.parametrize(("service", "path"), PUBLIC)
def test_a_page_for_everybody_is_small_and_its_files_are_kept(running: StackState, service: str, path: str) -> None:
    with httpx.Client() as client:
        page, *files = parts_of(client, running.components[service].facts["url"], path)
    assert len(files) >= 5
    assert page.is_compressed
    assert page.size <= LATER_VISIT
    assert weight([page, *files]) <= FIRST_VISIT
    assert [file.address for file in files if not file.is_kept] == []
    assert [file.address for file in files if not file.is_compressed and not file.address.endswith(".woff2")] == []
