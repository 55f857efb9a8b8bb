"""What holds for all tests: Hypothesis has no deadline, which a busy machine would miss, and logs are cheap."""

import structlog
from hypothesis import settings

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
