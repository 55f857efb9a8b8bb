"""Every route, page and form, asked for by every persona and by nobody, answers as the matrix says."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from contract.access.matrix import NOBODY, Row, rows
from e2e.access.scene import Answer, Scene

from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS

READERS = (*PERSONAS, *MACHINE_PERSONAS, NOBODY)
BY_NAME = {row.name: row for row in rows()}
HANDS = 4


def answers(ask: Callable[[Row, str], Answer], row: Row, readers: Sequence[str]) -> dict[str, Answer]:
    with ThreadPoolExecutor(HANDS) as hands:
        return dict(zip(readers, hands.map(partial(ask, row), readers), strict=True))


def answers_on_nothing(scene: Scene, row: Row, readers: Sequence[str]) -> dict[str, Answer]:
    """Return what each of ``readers`` gets for a name never given; a page shows who reads it, a problem does not."""
    if row.is_page:
        return answers(scene.call_on_nothing, row, readers)
    return dict.fromkeys(readers, scene.call_on_nothing(row, readers[0])) if readers else {}


@pytest.mark.parametrize("row", BY_NAME.values(), ids=BY_NAME.keys())
def test_each_reader_gets_what_the_matrix_says(scene: Scene, row: Row) -> None:
    outside = [reader for reader in READERS if row.status(reader) == 404]
    hidden = answers(scene.call, row, outside)
    # Only then those who may: what somebody throws away here is there no more for the others.
    shown = answers(scene.call, row, [reader for reader in READERS if reader not in hidden])
    given = hidden | shown
    assert {reader: answer.status for reader, answer in given.items()} == {
        reader: row.status(reader) for reader in given
    }
    assert hidden == answers_on_nothing(scene, row, outside)
