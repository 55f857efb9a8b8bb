"""The overview's figures come from the text that each service shows to whoever watches over it."""

from loket_backoffice.gateways.figures import Figures

TOLD = """\
# TYPE loket_consumer_lag gauge
loket_consumer_lag{consumer="loket.routing",topic="loket.questions"} 3.0
loket_consumer_lag{consumer="loket.routing",topic="loket.cases"} 4.0
# TYPE loket_outbox_unpublished gauge
loket_outbox_unpublished{service="routing"} 2.0
# TYPE loket_outbox_age_seconds gauge
loket_outbox_age_seconds{service="routing"} 12.5
# TYPE loket_dead_letters gauge
loket_dead_letters{consumer="loket.routing"} 1.0
# TYPE loket_consumer_paused gauge
loket_consumer_paused{consumer="loket.routing"} 1.0
"""


def test_lag_is_of_all_topics_together() -> None:
    figures = Figures.read(TOLD)
    assert figures == Figures(lag=7, unpublished=2, outbox_age=12.5, dead_letters=1, open_gaps=0, paused=True)


def test_what_is_not_told_is_zero() -> None:
    assert Figures.read("") == Figures(lag=0, unpublished=0, outbox_age=0, dead_letters=0, open_gaps=0, paused=False)
