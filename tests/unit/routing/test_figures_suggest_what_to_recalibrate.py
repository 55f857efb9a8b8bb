"""From figures to suggestions for the recalibration, and to a table that a spreadsheet opens safely."""

import csv
import re
from datetime import date
from io import StringIO

import pytest
from unit.routing.asking import RULES

from loket_routing.domain.quality.figures import (
    OPENED,
    Period,
    Quality,
    Rerouting,
    RuleFigures,
    SignalFigures,
    TopicFigures,
)
from loket_routing.domain.quality.suggestions import Suggestion, suggest, suggestions_as_csv
from loket_routing.policy import thresholds
from loket_shared.contracts.shared_parts import RouteDifference
from loket_shared.contracts.texts import BilingualText

TODAY = date(2026, 11, 23)
CHANGE = RouteDifference(
    comes_in=("BZ",),
    goes_out=("EZK", "OCW"),
    lead_before="EZK",
    lead_after="BZ",
    priority_before="normal",
    priority_after="normal",
)


def rule(name: str, **given: object) -> RuleFigures:
    usual = {
        "versions": ("2026.1",),
        "fired": 40,
        "confirmed": 0,
        "overridden": 0,
        "confirmed_share": None,
        "mean_confidence": 1.0,
        "doubted": 0,
        "doubted_confirmed": 0,
        "into": (),
    }
    return RuleFigures.model_validate({"id": name, **usual, **given})


def quality(
    *rules: RuleFigures, questions: int = 400, topics: tuple[int, int] = (0, 0), signals: tuple[int, int] = (0, 0)
) -> Quality:
    return Quality(
        questions=questions,
        confirmed=0,
        overridden=0,
        rules=rules,
        topics=(TopicFigures(topic="procurement", asked=topics[0], undirected=topics[1]),),
        signals=(SignalFigures(signal="risk", given=signals[0], contradicted=signals[1]),),
    )


def suggested(seen: Quality) -> list[Suggestion]:
    return list(suggest(seen, RULES, thresholds(), TODAY))


def test_a_rule_that_is_often_overridden_with_what_it_mostly_became() -> None:
    into = (Rerouting(change=CHANGE, times=8),)
    (made,) = suggested(quality(rule("3-technology", overridden=8, into=into)))
    assert (made.kind, made.about, made.times, made.out_of, made.share) == (
        "rule-often-overridden",
        "3-technology",
        8,
        40,
        0.2,
    )
    assert "8 van de 40 keer" in made.text.nl
    assert (
        "Foreign Affairs (BZ) instead of Economic Affairs (EZ) as lead; "
        "without Education, Culture and Science (OCW)" in made.text.en
    )


def test_a_rule_that_never_fired() -> None:
    (made,) = suggested(quality(rule("3-technology", fired=0)))
    assert (made.kind, made.times, made.out_of) == ("rule-never-fired", 0, 400)


def test_a_doubt_that_is_always_confirmed() -> None:
    (made,) = suggested(quality(rule("3-technology", doubted=25, doubted_confirmed=25)))
    assert (made.kind, made.share) == ("doubt-always-confirmed", 1.0)


def test_a_signal_that_the_text_often_denies_and_a_topic_without_direction() -> None:
    signal, topic = suggested(quality(signals=(20, 5), topics=(30, 9)))
    assert (signal.kind, signal.about) == ("signal-often-contradicted", "risk")
    assert 'signaal "Risicosignaal"' in signal.text.nl
    assert (topic.kind, topic.about) == ("topic-undirected", "procurement")
    assert '"Procurement"' in topic.text.en


@pytest.mark.parametrize(
    "seen",
    [
        quality(rule("3-technology", overridden=7, into=(Rerouting(change=CHANGE, times=7),))),
        quality(rule("3-technology", fired=19, overridden=19, into=(Rerouting(change=CHANGE, times=19),))),
        quality(rule("3-technology", fired=0), questions=199),
        quality(rule("3-technology", doubted=25, doubted_confirmed=24)),
        quality(rule("3-gone", fired=0)),
        quality(signals=(20, 4), topics=(30, 8)),
        quality(signals=(19, 19), topics=(19, 19)),
    ],
)
def test_below_a_threshold_or_on_few_cases_nothing_is_suggested(seen: Quality) -> None:
    assert suggested(seen) == []


def test_the_table_holds_the_same_in_lines_of_its_own() -> None:
    made = suggested(quality(rule("3-technology", fired=0), signals=(20, 5)))
    written = suggestions_as_csv(made)
    assert written.endswith("\r\n")
    header, *rows = csv.reader(StringIO(written, newline=""))
    assert header == ["kind", "about", "times", "outOf", "share", "textNl", "textEn"]
    assert [row[0] for row in rows] == [each.kind for each in made]
    assert rows[1] == ["signal-often-contradicted", "risk", "5", "20", "0.25", made[1].text.nl, made[1].text.en]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(begins: str) -> None:
    text = BilingualText(nl=f'{begins}HYPERLINK("x"), y', en="fine")
    made = Suggestion(kind="rule-never-fired", about=f"{begins}1+1", times=0, out_of=1, share=0.0, text=text)
    (_, row) = csv.reader(StringIO(suggestions_as_csv([made]), newline=""))
    assert row[1] == f"'{begins}1+1"
    assert row[5] == f"'{text.nl}"


@pytest.mark.parametrize("ends", [";", ";  ", "\t", "\r\n"])
@pytest.mark.parametrize("begins", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula_where_another_mark_ends_cells(ends: str, begins: str) -> None:
    text = BilingualText(nl=f"reden{ends}{begins}1+1", en="fine; really - yes")
    made = Suggestion(kind="rule-never-fired", about="3-technology", times=0, out_of=1, share=0.0, text=text)
    written = suggestions_as_csv([made])
    assert re.search(r"[;\t\r\n]\s*[=+@-]", written) is None
    assert written.splitlines()[-1].endswith('"fine; really - yes"')
    assert all(cell.startswith('"') for line in (written.splitlines()[0],) for cell in line.split(","))


def test_a_period_is_a_year_unless_asked_otherwise_and_never_before_the_desk() -> None:
    assert Period.of(None, None, TODAY) == Period(date(2025, 11, 24), TODAY)
    assert Period.of(date(2026, 1, 1), date(2026, 2, 1), TODAY) == Period(date(2026, 1, 1), date(2026, 2, 1))
    assert Period.of(date.min, date.max, TODAY) == Period(OPENED, TODAY)
    assert Period.of(None, date.min, TODAY) == Period(OPENED, OPENED)


def test_a_period_ends_with_the_last_dutch_day() -> None:
    period = Period(date(2026, 3, 28), date(2026, 3, 29))
    assert period.begins.isoformat() == "2026-03-28T00:00:00+01:00"
    assert period.ends.isoformat() == "2026-03-30T00:00:00+02:00"
