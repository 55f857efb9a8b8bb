"""Every route, asked for by every persona and by nobody, answers as the matrix says."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from contract.access.matrix import NOBODY, Row, rows
from e2e.access.scene import Answer, Scene

from loket_stack.identity.personas import MACHINE_PERSONAS, PERSONAS

READERS = (*PERSONAS, *MACHINE_PERSONAS, NOBODY)
BY_NAME = {row.name: row for row in rows()}
HANDS = 4


def answer_on_nothing(scene: Scene, row: Row) -> Answer | None:
    """Return what somebody for whom the subject must not exist gets for a name never given."""
    reader = next((each for each in READERS if row.status(each) == 404), None)
    return scene.call_on_nothing(row, reader) if reader else None


@pytest.mark.parametrize("row", BY_NAME.values(), ids=BY_NAME.keys())
def test_each_reader_gets_what_the_matrix_says(scene: Scene, row: Row) -> None:
    with ThreadPoolExecutor(HANDS) as hands:
        answers = dict(zip(READERS, hands.map(lambda reader: scene.call(row, reader), READERS), strict=True))
    assert {reader: answer.status for reader, answer in answers.items()} == {
        reader: row.status(reader) for reader in READERS
    }
    nothing = answer_on_nothing(scene, row)
    told_apart = [reader for reader, answer in answers.items() if answer.status == 404 and answer != nothing]
    assert told_apart == []
