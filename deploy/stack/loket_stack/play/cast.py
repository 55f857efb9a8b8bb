"""Who does what at the desk when a question is played."""

from dataclasses import dataclass

from loket_stack.play.people import People, Person


@dataclass(frozen=True)
class Cast:
    """The people of the desk: two officers, and for each department an expert and an approver."""

    people: People

    @property
    def officer(self) -> Person:
        """The officer who may know of every department that takes part."""
        return self.people.person("front-office")

    @property
    def second_officer(self) -> Person:
        """The officer who approves what the first one wrote."""
        return self.people.person("front-office-2")

    def expert(self, department: str) -> Person:
        """Return who writes the contribution of a department."""
        return self.people.person(f"expert-{department.lower()}")

    def approver(self, department: str) -> Person:
        """Return who releases it."""
        return self.people.person(f"approver-{department.lower()}")
