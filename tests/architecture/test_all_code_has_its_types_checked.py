"""All Python of the project, that of the tests too, is held against its types."""

from architecture.tree import PROJECT, python_files

from loket_stack.commands.check import STEPS


def test_each_file_lies_where_a_step_looks() -> None:
    looked_at = [PROJECT / command[-1] for name, command in STEPS.items() if name.startswith("types-")]
    assert [str(file) for file in python_files() if not any(map(file.is_relative_to, looked_at))] == []
