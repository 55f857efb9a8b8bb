"""Replaces departments that are closed on the day of the decision.

A proposed rule set never changes, but departments do. If a rule names a closed department, its successor takes its
place, and the decision says so (domain description section 5: departments are dated data).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from loket_policy.departments import Departments
from loket_routing.domain.decide.votes import RuleEvaluation, Vote
from loket_shared.contracts.shared_parts import Rejected
from loket_shared.contracts.texts import BilingualText

Replacements = Mapping[str, str | None]
"""The successor of each closed department, or None."""

_NOBODY_LEADS = BilingualText(
    nl="Er is geen departement meer dat penvoerder kan zijn; het loket kiest zelf wie meedenkt.",
    en="No department is left that can lead; the front office chooses who takes part.",
)


def replace_closed_departments(evaluation: RuleEvaluation, departments: Departments, day: date) -> RuleEvaluation:
    """Return ``evaluation`` with the successor of each department that is closed on ``day``.

    A department without a successor is removed, and the next lead that a rule names leads. If none is left, the front
    office leads alone and is asked to confirm.
    """
    replacements = {code: departments.standing_in(code, day) for code in departments.closed(day)}
    if not replacements:
        return evaluation
    missed = sorted(_named(evaluation.votes) & replacements.keys())
    reasons = [Rejected(department=code, reason=_reason(departments, code, day)) for code in missed]
    votes = tuple(_replace_in(vote, replacements) for vote in evaluation.votes)
    if _leads(evaluation.votes) and not _leads(votes):
        reasons += [Rejected(department=code, reason=_NOBODY_LEADS) for code in sorted(_named(votes))]
        votes = tuple(_left_to_the_front_office(evaluation))
    passed_over = (*reasons, *_translated(evaluation.passed_over, replacements))
    return RuleEvaluation(tuple(vote for vote in votes if _counts(vote)), passed_over)


def _replace_in(vote: Vote, replacements: Replacements) -> Vote:
    then = vote.rule.then
    lead = then.lead and replacements.get(then.lead, then.lead)
    contribute = (replacements.get(code, code) for code in then.contribute)
    others = tuple(dict.fromkeys(code for code in contribute if code and code != lead))
    service = vote.service and replacements.get(vote.service, vote.service)
    return _changed(vote, service=service, lead=lead, contribute=others)


def _left_to_the_front_office(evaluation: RuleEvaluation) -> Iterator[Vote]:
    """Yield the votes without departments; the vote that named the lead comes first and asks for a confirmation."""
    leading = evaluation.leading
    for vote in sorted(evaluation.votes, key=lambda vote: vote is not leading):
        asks = {"answer": "by-front-office", "confirm": "by-front-office"} if vote is leading else {}
        yield _changed(vote, service=None, lead=None, contribute=(), **asks)


def _changed(vote: Vote, *, service: str | None, **effects: object) -> Vote:
    then = vote.rule.then.model_copy(update=effects)
    return replace(vote, rule=vote.rule.model_copy(update={"then": then}), service=service)


def _counts(vote: Vote) -> bool:
    then = vote.rule.then
    return bool(vote.named or then.priority or then.answer or then.confirm)


def _leads(votes: Iterable[Vote]) -> bool:
    return any(vote.rule.then.lead for vote in votes)


def _named(votes: Iterable[Vote]) -> set[str]:
    return {code for vote in votes for code in vote.named}


def _translated(passed_over: Iterable[Rejected], replacements: Replacements) -> Iterator[Rejected]:
    for entry in passed_over:
        department = replacements.get(entry.department, entry.department)
        if department:
            yield Rejected(department=department, reason=entry.reason)


def _reason(departments: Departments, code: str, day: date) -> BilingualText:
    entry, replacement = departments.of(code), departments.standing_in(code, day)
    name, until = entry.named(day).abbreviation, entry.until
    if replacement is None:
        return BilingualText(
            nl=f"{name} bestond tot en met {until} en heeft geen opvolger.",
            en=f"{name} existed until {until} and has no successor.",
        )
    successor = departments.of(replacement).named(day).abbreviation
    return BilingualText(
        nl=f"{name} bestond tot en met {until}; {successor} neemt de plaats in.",
        en=f"{name} existed until {until}; {successor} takes its place.",
    )
