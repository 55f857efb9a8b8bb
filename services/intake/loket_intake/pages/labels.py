"""The names of codes and statuses in one language, for the pages."""

from collections.abc import Sequence

from loket_intake.domain.facts import Status
from loket_policy.code_options import CodeOptions, Options
from loket_shared.contracts.texts import BilingualText

STATUS_LABELS: dict[Status, tuple[str, BilingualText]] = {
    Status.RECEIVED: ("neutral", BilingualText(nl="Ontvangen", en="Received")),
    Status.IN_PROGRESS: ("active", BilingualText(nl="In behandeling", en="In progress")),
    Status.WAITING_FOR_YOU: ("warning", BilingualText(nl="Wacht op u", en="Waiting for you")),
    Status.ANSWERED: ("success", BilingualText(nl="Beantwoord", en="Answered")),
    Status.CLOSED: ("neutral", BilingualText(nl="Afgesloten", en="Closed")),
    Status.WITHDRAWN: ("neutral", BilingualText(nl="Ingetrokken", en="Withdrawn")),
}
"""The kind of badge and the name of each status."""


class Labels(CodeOptions):
    """The code lists in one language: options of a form, and names by code."""

    def names(self, options: Options, codes: Sequence[str]) -> list[str]:
        """Return the names of ``codes``; a code that is in no list is its own name."""
        known = dict(options)
        return [known.get(code, code) for code in codes]

    def status(self, status: Status) -> tuple[str, str]:
        """Return the kind of badge and the name of ``status``."""
        kind, name = STATUS_LABELS[status]
        return kind, name.in_language(self._language)
