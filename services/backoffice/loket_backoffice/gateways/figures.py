"""The figures that each service shows of its message flow."""

from dataclasses import dataclass
from typing import Self

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from loket_backoffice.gateways.services import ask


@dataclass(frozen=True)
class Figures:
    """How one service's messages flow: counts, and the age in seconds of the oldest event not on Kafka yet.

    ``paused`` tells that events of different questions fail one after another.
    """

    lag: int
    unpublished: int
    outbox_age: float
    dead_letters: int
    open_gaps: int
    paused: bool

    @classmethod
    def read(cls, exposition: str) -> Self:
        """Read them from the text format of Prometheus; what is not there is zero."""
        samples = [sample for family in text_string_to_metric_families(exposition) for sample in family.samples]
        return cls(
            lag=int(_total(samples, "loket_consumer_lag")),
            unpublished=int(_total(samples, "loket_outbox_unpublished")),
            outbox_age=_total(samples, "loket_outbox_age_seconds"),
            dead_letters=int(_total(samples, "loket_dead_letters")),
            open_gaps=int(_total(samples, "loket_open_gaps")),
            paused=_total(samples, "loket_consumer_paused") > 0,
        )


def _total(samples: list[Sample], name: str) -> float:
    return sum(sample.value for sample in samples if sample.name == name)


async def read_figures(address: str) -> Figures:
    """Return the figures of the service at ``address``; raises as ``ask``."""
    return Figures.read((await ask("GET", f"{address}/metrics")).decode())
