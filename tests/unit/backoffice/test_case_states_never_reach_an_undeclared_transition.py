"""Whatever the order of facts and acts, a case only ever moves as declared."""

from datetime import timedelta
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from unit.backoffice.histories import MONDAY_NINE, PHOTONICS

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.case_states import NEXT, CaseState, state_of
from loket_backoffice.domain.facts import (
    Answered,
    AnswerReturned,
    AnswerSubmitted,
    Assigned,
    CaseFact,
    Closed,
    Erased,
    InformationRequested,
    LeftUnrouted,
    Reopened,
    Rerouted,
    RouteConfirmed,
    RouteDecided,
    Submitted,
    Supplemented,
    Withdrawn,
)
from loket_backoffice.domain.permissions import STATES_OF_ACTIONS, CaseAction
from loket_backoffice.domain.record_fact import record_fact
from loket_backoffice.domain.route_in_force import is_proposal_only, unconfirmed_decision
from loket_backoffice.domain.routes import CaseRoute

routes = st.sampled_from(
    [PHOTONICS, CaseRoute(), CaseRoute(lead="BZ"), CaseRoute(lead="EZK", covert=frozenset({"MIVD"}))]
)


class Desk(RuleBasedStateMachine):
    """Facts from the topics come at any time; officers act when the state allows it."""

    def __init__(self) -> None:
        super().__init__()
        self.case = Case()
        self.now = MONDAY_NINE
        self.version = 1
        self.seen = [CaseState.EXPECTED]

    def happen(self, fact: CaseFact) -> None:
        self.case = record_fact(self.case, fact, self.now, uuid4).case
        self.seen.append(state_of(self.case))

    def may(self, act: CaseAction) -> bool:
        return state_of(self.case) in STATES_OF_ACTIONS[act]

    def act(self, act: CaseAction, fact: CaseFact) -> None:
        if self.may(act):
            self.happen(fact)

    @rule(minutes=st.integers(1, 600))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @precondition(lambda self: not self.case.submitted)
    @rule(consent=st.booleans())
    def submitted(self, consent: bool) -> None:
        self.happen(Submitted(at=self.now, consent=consent))

    @rule(consent=st.sampled_from([None, True, False]), early=st.integers(0, 90))
    def supplemented(self, consent: bool | None, early: int) -> None:
        self.version += 1
        at = self.now - timedelta(minutes=early)
        self.happen(Supplemented(at=at, version=self.version, text="", consent=consent))

    @rule(route=routes, confirm=st.booleans(), version=st.integers(1, 4))
    def decided(self, route: CaseRoute, confirm: bool, version: int) -> None:
        applies = not is_proposal_only(self.case)
        self.happen(
            RouteDecided(
                at=self.now, question_version=version, route=route, confirmation_needed=confirm, applies=applies
            )
        )

    @rule()
    def left_unrouted(self) -> None:
        self.now += timedelta(minutes=15)
        if state_of(self.case) is CaseState.AWAITING_ROUTE:
            self.happen(LeftUnrouted(at=self.now))

    @rule(route=routes)
    def rerouted(self, route: CaseRoute) -> None:
        open_part = CaseRoute(route.lead, route.contributors)
        self.act(CaseAction.ROUTE, Rerouted(at=self.now, actor="officer", route=open_part, reason=""))

    @rule()
    def confirmed(self) -> None:
        if decision := unconfirmed_decision(self.case):
            self.act(CaseAction.CONFIRM_ROUTE, RouteConfirmed(at=self.now, actor="officer", decided_at=decision.at))

    @rule(data=st.data())
    def department_moves(self, data: st.DataObject) -> None:
        if outstanding := self.case.outstanding:
            request = data.draw(st.sampled_from(outstanding))
            moved = data.draw(st.sampled_from([request.write("expert"), request.decline(self.now)]))
            self.case = self.case.with_request(moved)
            self.seen.append(state_of(self.case))

    @rule()
    def officer_works(self) -> None:
        self.act(CaseAction.ASSIGN, Assigned(at=self.now, actor="officer", assignee="officer"))

    @rule()
    def asks_the_asker(self) -> None:
        self.act(CaseAction.ASK_ASKER, InformationRequested(at=self.now, actor="officer", text=""))

    @rule()
    def submits_answer(self) -> None:
        self.act(CaseAction.SUBMIT_ANSWER, AnswerSubmitted(at=self.now, actor="officer"))

    @rule(approve=st.booleans())
    def reviews_answer(self, approve: bool) -> None:
        good, bad = (
            Answered(at=self.now, actor="second", text=""),
            AnswerReturned(at=self.now, actor="second", remark=""),
        )
        self.act(CaseAction.REVIEW_ANSWER, good if approve else bad)

    @rule()
    def closes(self) -> None:
        self.act(CaseAction.CLOSE, Closed(at=self.now, actor="officer"))

    @rule()
    def reopens(self) -> None:
        self.act(CaseAction.REOPEN, Reopened(at=self.now, actor="officer", reason=""))

    @rule(ending=st.integers(0, 199))
    def ends_now_and_then(self, ending: int) -> None:
        if ending in {7, 77}:
            self.happen(Withdrawn(at=self.now))
        elif ending == 99:
            self.happen(Erased(at=self.now))

    @invariant()
    def only_declared_transitions(self) -> None:
        before, now = self.seen[-2:] if len(self.seen) > 1 else (CaseState.EXPECTED, self.seen[-1])
        assert before == now or now in NEXT[before], f"{before} -> {now}"

    @invariant()
    def nobody_works_on_a_case_that_is_over(self) -> None:
        if state_of(self.case) in {CaseState.ANSWERED, CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.ERASED}:
            assert not self.case.outstanding

    @invariant()
    def covert_departments_never_stand_alone(self) -> None:
        if any(request.covert for request in self.case.requests):
            assert self.case.departments_took_part


Desk.TestCase.settings = settings(max_examples=200, stateful_step_count=30)
TestDesk = Desk.TestCase
