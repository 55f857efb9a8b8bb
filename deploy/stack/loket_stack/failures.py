"""What goes wrong on this machine, told to a person."""


class StackError(Exception):
    """Something a person must act on: ``str(error)`` says what is wrong, ``remedy`` what to do next."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy
