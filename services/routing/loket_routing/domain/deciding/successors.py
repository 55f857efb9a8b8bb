"""Who takes part for a department that is closed on the day of the decision.

A rule set never changes once it is proposed, departments do: where a rule names one that is closed, its
successor takes its place, and the record says so (domain description section 5: departments are dated data).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from loket_policy.departments import Departments
from loket_routing.domain.deciding.votes import Ballot, Vote
from loket_shared.contracts.shared_parts import Rejected
from loket_shared.contracts.texts import BilingualText

StandIns = Mapping[str, str | None]
"""For each closed department the one that stands in for it, or None."""

_NOBODY_LEADS = BilingualText(
    nl="Er is geen departement meer dat penvoerder kan zijn; het loket kiest zelf wie meedenkt.",
    en="No department is left that can lead; the front office chooses who takes part.",
)


def with_successors(ballot: Ballot, departments: Departments, day: date) -> Ballot:
    """Return ``ballot`` as it counts on ``day``: for each department closed by then its successor.

    Whom nobody succeeds falls away, and the next department that a rule names as lead leads. Where none
    is left the front office leads alone, as it does wherever no department is named, and is asked to confirm.
    """
    stand_ins = {code: departments.standing_in(code, day) for code in departments.closed(day)}
    if not stand_ins:
        return ballot
    missed = sorted(_named(ballot.votes) & stand_ins.keys())
    told = [Rejected(department=code, reason=_reason(departments, code, day)) for code in missed]
    votes = tuple(_stand_in(vote, stand_ins) for vote in ballot.votes)
    if _leads(ballot.votes) and not _leads(votes):
        told += [Rejected(department=code, reason=_NOBODY_LEADS) for code in sorted(_named(votes))]
        votes = tuple(_left_to_the_front_office(ballot))
    passed_over = (*told, *_translated(ballot.passed_over, stand_ins))
    return Ballot(tuple(vote for vote in votes if _counts(vote)), passed_over)


def _stand_in(vote: Vote, stand_ins: StandIns) -> Vote:
    then = vote.rule.then
    lead = then.lead and stand_ins.get(then.lead, then.lead)
    contribute = (stand_ins.get(code, code) for code in then.contribute)
    others = tuple(dict.fromkeys(code for code in contribute if code and code != lead))
    service = vote.service and stand_ins.get(vote.service, vote.service)
    return _changed(vote, service=service, lead=lead, contribute=others)


def _left_to_the_front_office(ballot: Ballot) -> Iterator[Vote]:
    """Yield the votes without departments; the one that named the lead goes first and asks to confirm."""
    leading = ballot.leading
    for vote in sorted(ballot.votes, key=lambda vote: vote is not leading):
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


def _translated(passed_over: Iterable[Rejected], stand_ins: StandIns) -> Iterator[Rejected]:
    for entry in passed_over:
        department = stand_ins.get(entry.department, entry.department)
        if department:
            yield Rejected(department=department, reason=entry.reason)


def _reason(departments: Departments, code: str, day: date) -> BilingualText:
    entry, stand_in = departments.of(code), departments.standing_in(code, day)
    name, until = entry.named(day).abbreviation, entry.until
    if stand_in is None:
        return BilingualText(
            nl=f"{name} bestond tot en met {until} en heeft geen opvolger.",
            en=f"{name} existed until {until} and has no successor.",
        )
    successor = departments.of(stand_in).named(day).abbreviation
    return BilingualText(
        nl=f"{name} bestond tot en met {until}; {successor} neemt de plaats in.",
        en=f"{name} existed until {until}; {successor} takes its place.",
    )
