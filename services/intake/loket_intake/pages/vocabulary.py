"""Codes in the words of the reader, for the pages."""

from collections.abc import Sequence

from loket_intake.domain.status import Status
from loket_policy.code_options import CodeOptions, Options
from loket_shared.contracts.texts import BilingualText

STATUSES: dict[Status, tuple[str, BilingualText]] = {
    Status.RECEIVED: ("neutral", BilingualText(nl="Ontvangen", en="Received")),
    Status.IN_PROGRESS: ("active", BilingualText(nl="In behandeling", en="In progress")),
    Status.WAITING_FOR_YOU: ("warning", BilingualText(nl="Wacht op u", en="Waiting for you")),
    Status.ANSWERED: ("success", BilingualText(nl="Beantwoord", en="Answered")),
    Status.CLOSED: ("neutral", BilingualText(nl="Afgesloten", en="Closed")),
    Status.WITHDRAWN: ("neutral", BilingualText(nl="Ingetrokken", en="Withdrawn")),
}
"""The kind of badge and the words for each status."""


class Vocabulary(CodeOptions):
    """The code lists in one language, as options of a form and as names by code."""

    def names(self, options: Options, codes: Sequence[str]) -> list[str]:
        """Return the names of ``codes``; a code of no list stands for itself."""
        known = dict(options)
        return [known.get(code, code) for code in codes]

    def status(self, status: Status) -> tuple[str, str]:
        """Return the kind of badge and the word for ``status``."""
        kind, text = STATUSES[status]
        return kind, text.in_language(self._language)

    def words(self, text: BilingualText) -> str:
        """Return ``text`` in the language of the reader."""
        return text.in_language(self._language)
