"""A rule may rest on how soon an answer is needed, counted from the Dutch day of asking."""

from datetime import UTC, date, datetime

import pytest
from unit.routing.asking import question
from unit.routing.mending import changed, rule

from loket_routing.domain.decide.pipeline import decide
from loket_routing.domain.rule_set.document import parse_rule_set

LATE_IN_THE_EVENING = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("needed_by", "near"),
    [
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
        (date(2026, 12, 7), True),
        (date(2026, 12, 8), False),
        (None, False),
    ],
)
def test_a_date_is_near_from_today_until_the_last_of_the_days(needed_by: date | None, near: bool) -> None:
    rules = parse_rule_set(changed(lambda data: rule(data, "8-surveillance").update(when={"needed-within-days": 14})))
    asked = question("ethics-human-rights", needed_by=needed_by)
    decision = decide(asked, rules, LATE_IN_THE_EVENING)
    assert ("NCTV" in decision.contributors) is near
