"""The error that ends a command with advice."""


class StackError(Exception):
    """A problem that a person must act on: ``str(error)`` says what is wrong, ``remedy`` what to do next."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy
