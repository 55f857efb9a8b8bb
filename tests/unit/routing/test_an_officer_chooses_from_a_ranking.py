"""Where the rules are not sure, the front office is given the routes to choose from, the likeliest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import RULES, decided, question, spoken
from unit.routing.test_covert_departments_show_nowhere import UNCLEARED

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.redact import redact
from loket_routing.domain.departments import covert
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_shared.contracts.shared_parts import Route

DENIED = "Wij werken niet aan drones. Een drone filmt het."
TEXTS = [DENIED, "Fotonica.", "Een bedrijf wil onze drones; is er een embargo?", "Geen raket. Een raket.", "Niets."]


def ranked(decision: Decision) -> list[tuple[str, float]]:
    return [(_spoken(route), route.confidence) for route in decision.ranking]


def _spoken(route: Route) -> str:
    return " + ".join([route.lead, *route.contributors])


def test_beside_the_decided_route_stands_the_one_without_the_doubtful_signal() -> None:
    decision = decided(question("collaboration-institution", text=DENIED))
    assert ranked(decision) == [("EZK + AIVD + OCW", 0.5), ("OCW", 0.5)]
    assert decision.ranking[1].reason.en == "So it is without 'Sensitive technology'."


def test_where_one_of_two_doubtful_signals_changes_nothing_only_both_do() -> None:
    text = "Geen bedrijf en geen drones. Toch een drone van een bedrijf."
    decision = decided(question("export-control", "collaboration-institution", text=text))
    assert [_spoken(route) for route in decision.ranking] == ["BZ + AIVD + EZK + OCW", "BZ + OCW"]
    assert decision.ranking[1].reason.en == "So it is without 'Sensitive technology' and 'Company involved'."


def test_each_signal_suggests_a_route_where_no_topic_does() -> None:
    decision = decided(question("other", text="Een bedrijf wil onze drones; is er een embargo?"))
    assert decision.suggestion is not None
    first, *others = decision.ranking
    assert (_spoken(first), first.confidence) == (_spoken(decision.suggestion), decision.confidence)
    assert [(route.lead, route.reason.en) for route in others] == [
        ("BZ", "The signal 'Export or sanctions' points here."),
        ("EZK", "The signal 'Company involved' points here."),
        ("EZK", "The signal 'Sensitive technology' points here."),
    ]


def test_the_stronger_signal_goes_before_the_one_that_the_rule_set_names_first() -> None:
    text = "Een bedrijf wil drones, grafeen en lidar, en geen bedrijf zonder fotonica."
    strengths = [route.confidence for route in decided(question("other", text=text)).ranking[1:]]
    assert strengths == sorted(strengths, reverse=True)


def test_who_is_sure_gives_nothing_to_choose() -> None:
    assert decided(question("collaboration-institution", fields=("photonics",))).ranking == ()
    assert decided(question("other", text="Kunt u bellen?")).ranking == ()


@given(
    topics=st.lists(
        st.sampled_from(["collaboration-institution", "researcher-admission", "other", "visits-travel", "sanctions"]),
        min_size=1,
        max_size=2,
        unique=True,
    ),
    text=st.sampled_from(TEXTS),
)
def test_no_two_choices_look_the_same_to_who_may_not_know_of_covert_departments(topics: list[str], text: str) -> None:
    decision = decided(question(*topics, text=text))
    seen = redact(decision, UNCLEARED).ranking
    assert len(seen) == len(decision.ranking)
    assert len({(_spoken(route), route.priority) for route in seen}) == len(seen)
    assert not any(covert().intersection(route.contributors) for route in seen)
    assert bool(seen) <= decision.confirmation_needed
    likeliest = [route.confidence for route in seen[1:]]
    assert likeliest == sorted(likeliest, reverse=True)


def test_a_signal_that_chooses_between_services_suggests_no_route() -> None:
    document = RULES.document()
    document["lenses"][0]["signal"] = "military"
    with pytest.raises(RuleSetError, match="can't suggest a route: everybody reads the suggestion"):
        parse_rule_set(document)


def test_the_decided_route_stands_first_whatever_its_confidence() -> None:
    decision = decided(question("agreement-review", text=DENIED))
    assert spoken(decision).startswith(decision.ranking[0].lead)
    assert decision.ranking[0].contributors == decision.contributors
