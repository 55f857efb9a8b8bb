"""Figures on the letters, for whoever watches over the service.

Letters to departments are in none of them: together with what a reader may see, a count would tell of
those that must not show, and so would a wait.
"""

import asyncio

from opentelemetry import metrics

from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.store.figures import count_letters_to_askers, count_waiting_news, overdue_since
from loket_shared.service.runtime import Runtime

MEASURE_EVERY_SECONDS = 10.0

_METER = metrics.get_meter("loket")

letters = _METER.create_gauge("loket_letters", description="Letters to askers, by state")
waiting_news = _METER.create_gauge("loket_waiting_news", description="News of questions that are not known yet")
overdue = _METER.create_gauge(
    "loket_letters_overdue_seconds",
    unit="s",
    description="How long the letter to an asker that is due longest is overdue",
)


async def measure_letters(runtime: Runtime) -> None:
    """Set the figures anew, again and again, until cancelled."""
    while True:
        await measure(runtime)
        await asyncio.sleep(MEASURE_EVERY_SECONDS)


async def measure(runtime: Runtime) -> None:
    """Set the figures to what the database holds now."""
    async with runtime.unit_of_work() as work:
        counts = await count_letters_to_askers(work.session)
        for state in DeliveryState:
            letters.set(counts.get(state, 0), {"state": state})
        waiting_news.set(await count_waiting_news(work.session))
        since = await overdue_since(work.session, work.clock.now())
        overdue.set((work.clock.now() - since).total_seconds() if since else 0.0)
