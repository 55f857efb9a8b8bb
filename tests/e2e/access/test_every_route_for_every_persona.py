"""Every route, page and form, asked for by every persona and by nobody, answers as the matrix says."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from contract.access.matrix import NOBODY, Row, rows
from e2e.access.scene import Answer, Scene

from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS

READERS = (*PERSONAS, *MACHINE_PERSONAS, NOBODY)
BY_NAME = {row.name: row for row in rows()}
HANDS = 4


def answers(scene: Scene, row: Row, readers: Iterable[str]) -> dict[str, Answer]:
    readers = list(readers)
    with ThreadPoolExecutor(HANDS) as hands:
        return dict(zip(readers, hands.map(lambda reader: scene.call(row, reader), readers), strict=True))


def answers_on_nothing(scene: Scene, row: Row, readers: Iterable[str]) -> dict[str, Answer]:
    """Return what each of ``readers`` gets for a name never given; a page names its reader, a problem nobody."""
    readers = list(readers)
    asking = readers if row.is_page else readers[:1]
    with ThreadPoolExecutor(HANDS) as hands:
        given = list(hands.map(lambda reader: scene.call_on_nothing(row, reader), asking))
    return dict(zip(readers, given if row.is_page else given * len(readers), strict=True))


@pytest.mark.parametrize("row", BY_NAME.values(), ids=BY_NAME.keys())
def test_each_reader_gets_what_the_matrix_says(scene: Scene, row: Row) -> None:
    outside = [reader for reader in READERS if row.status(reader) == 404]
    hidden = answers(scene, row, outside)
    # Only then those who may: what somebody throws away here is there no more for the others.
    shown = answers(scene, row, (reader for reader in READERS if reader not in hidden))
    assert {reader: answer.status for reader, answer in {**hidden, **shown}.items()} == {
        reader: row.status(reader) for reader in (*hidden, *shown)
    }
    assert hidden == answers_on_nothing(scene, row, outside)
