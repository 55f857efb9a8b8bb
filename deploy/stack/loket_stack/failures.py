"""The error that ends a command with advice."""


class StackError(Exception):
    """A problem that a person must solve: ``str(error)`` is the problem, ``remedy`` is the advice."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy
