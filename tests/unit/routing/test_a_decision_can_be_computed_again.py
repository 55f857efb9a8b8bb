"""From the evidence and the rule set as they are kept, years later, comes the same record to the letter."""

from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import MOMENT, RULES, question

from loket_routing.domain.decide.evidence import Evidence, match_terms
from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.rule_set.document import parse_rule_set

KEPT = parse_rule_set(RULES.document())
TEXTS = ["Geen drones. Een drone van een bedrijf.", "Een embargo op fotonica?", "Een raket.", "Niets."]


@given(
    topics=st.lists(st.sampled_from(["collaboration-institution", "sanctions", "other", "incident"]), min_size=1),
    text=st.sampled_from(TEXTS),
    countries=st.lists(st.sampled_from(["IR", "DE"])),
    consent=st.booleans(),
)
def test_the_same_evidence_rule_set_and_moment_give_the_same_record(
    topics: list[str], text: str, countries: list[str], *, consent: bool
) -> None:
    asked = question(*topics, text=text, fields=("chemistry",), countries=tuple(countries), consent_to_share=consent)
    evidence = match_terms(asked, RULES.lexicon, RULES.finder)
    kept = Evidence.model_validate_json(evidence.model_dump_json())
    assert (
        decide_from_evidence(evidence, RULES, MOMENT).model_dump_json()
        == decide_from_evidence(kept, KEPT, MOMENT).model_dump_json()
    )
