"""Supplements, withdrawal and feedback, each while it makes sense."""

import pytest
from unit.intake.questions import fact, question

from loket_intake.domain.facts import FactKind
from loket_intake.domain.question import AskerAction, is_allowed, require_allowed
from loket_shared.failures import ConflictError

K, A = FactKind, AskerAction


@pytest.mark.parametrize(
    ("kinds", "actions"),
    [
        ([], {A.SUPPLEMENT, A.WITHDRAW}),
        ([K.OPENED, K.INFORMATION_REQUESTED], {A.SUPPLEMENT, A.WITHDRAW}),
        ([K.OPENED, K.ANSWERED], {A.SUPPLEMENT, A.GIVE_FEEDBACK}),
        ([K.OPENED, K.ANSWERED, K.FEEDBACK_GIVEN], {A.SUPPLEMENT}),
        ([K.OPENED, K.ANSWERED, K.CLOSED], {A.GIVE_FEEDBACK}),
        ([K.OPENED, K.CLOSED], set()),
        ([K.WITHDRAWN], set()),
    ],
)
def test_only_what_makes_sense(kinds: list[FactKind], actions: set[AskerAction]) -> None:
    asked = question(*(fact(kind, hours) for hours, kind in enumerate(kinds)))
    assert {action for action in AskerAction if is_allowed(action, asked)} == actions
    for action in set(AskerAction) - actions:
        with pytest.raises(ConflictError) as refused:
            require_allowed(action, asked)
        assert refused.value.current == {"status": asked.status}


def test_the_last_word_on_sharing_counts() -> None:
    given = fact(FactKind.SUPPLEMENTED, 1, consent=True)
    taken_back = fact(FactKind.SUPPLEMENTED, 2, consent=False)
    nothing = fact(FactKind.SUPPLEMENTED, 3)
    assert not question(consent=False).consent_to_share
    assert question(nothing, given, consent=False).consent_to_share
    assert not question(nothing, taken_back, given).consent_to_share


def test_the_answer_in_force_is_the_last() -> None:
    answers = [fact(FactKind.ANSWERED, hours, text=text) for hours, text in ((5, "Nieuw"), (1, "Oud"))]
    answer = question(*answers).answer
    assert answer is not None
    assert answer.text == "Nieuw"
