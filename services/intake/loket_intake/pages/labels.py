"""The labels of the codes of intake: the status of a question."""

from collections.abc import Mapping

from loket_intake.domain.facts import Status
from loket_policy.code_labels import Badge, CodeLabels
from loket_shared.contracts.texts import BilingualText

STATUSES: Mapping[Status, Badge] = {
    Status.RECEIVED: Badge("neutral", BilingualText(nl="Ontvangen", en="Received")),
    Status.IN_PROGRESS: Badge("active", BilingualText(nl="In behandeling", en="In progress")),
    Status.WAITING_FOR_YOU: Badge("warning", BilingualText(nl="Wacht op u", en="Waiting for you")),
    Status.ANSWERED: Badge("success", BilingualText(nl="Beantwoord", en="Answered")),
    Status.CLOSED: Badge("neutral", BilingualText(nl="Afgesloten", en="Closed")),
    Status.WITHDRAWN: Badge("neutral", BilingualText(nl="Ingetrokken", en="Withdrawn")),
}


class Labels(CodeLabels):
    """Labels in one language, as they are on the day ``today``."""

    def status(self, status: Status) -> tuple[str, str]:
        """Return the name of a status and the style of its badge."""
        return self._badge(STATUSES[status])
