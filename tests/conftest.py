"""What holds for all tests: long ones begin first, Hypothesis has no deadline, and logs are cheap."""

import pytest
import structlog
from hypothesis import settings

# A busy machine would miss it.
settings.register_profile("loket", deadline=None)
settings.load_profile("loket")

# The usual one paints every local variable, which takes seconds in which no loop turns.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that are marked long before the others."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
