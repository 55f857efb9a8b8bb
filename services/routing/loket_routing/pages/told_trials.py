"""Trials in words, with what was found in the texts that were typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loket_routing.domain.deciding.examples import Example
from loket_routing.domain.explaining.explain import explain
from loket_routing.domain.explaining.marking import Piece, marked
from loket_routing.handlers.lifecycle.compare_trials import Trial
from loket_shared.contracts.shared_parts import Route
from loket_shared.contracts.texts import BilingualText


@dataclass(frozen=True)
class ToldTrial:
    """What one version decides, why, and the texts with the words that it found marked."""

    version: str
    route: Route
    sentences: tuple[BilingualText, ...]
    texts: tuple[tuple[Piece, ...], ...]


def tell(trials: Sequence[Trial], example: Example, today: date) -> tuple[ToldTrial, ...]:
    """Return ``trials`` of ``example`` in words, as the front office would read them."""
    return tuple(_told(trial, example, today) for trial in trials)


def _told(trial: Trial, example: Example, today: date) -> ToldTrial:
    texts = (
        marked(passage.text, (found for found in trial.found if found.place == passage.place))
        for passage in example.question.passages
        if passage.text
    )
    return ToldTrial(trial.version, trial.decision.route, explain(trial.decision, "front-office", today), tuple(texts))
