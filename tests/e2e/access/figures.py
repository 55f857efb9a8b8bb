"""The figures of all services, as the scraper reads them at their operations addresses."""

import time
from collections.abc import Iterator

import httpx
from prometheus_client.parser import text_string_to_metric_families

from loket_stack.harness import Stack
from loket_stack.postgres.databases import SERVICES
from loket_stack.scenarios.waiting import wait_until

MEASURED_EVERY_SECONDS = 11

_OF_THE_MACHINE = ("process_", "python_", "http_server_request_duration")
"""What moves with everything that is done, reading figures too."""

_OF_TIME = ("_created", "_age_seconds")
"""What is written once, and what grows although nothing is done."""

Figures = dict[str, float]


def figures(stack: Stack) -> Figures:
    """Return every figure by its service, name and labels, but those of the machine and of time."""
    return {
        f"{service} {name} {labels}": value
        for service in SERVICES
        for name, labels, value in _samples(stack, service)
        if not name.startswith(_OF_THE_MACHINE) and not name.endswith(_OF_TIME)
    }


def settled_figures(stack: Stack) -> Figures:
    """Return the same once nothing that went on before changes it any more."""

    def look() -> Figures | None:
        first = figures(stack)
        time.sleep(MEASURED_EVERY_SECONDS)
        return first if figures(stack) == first else None

    return wait_until("the figures stand still", look)


def durations(stack: Stack, service: str) -> dict[str, float]:
    """Return how many requests ``service`` served, by the labels of the figure."""
    return {
        str(labels): value
        for name, labels, value in _samples(stack, service)
        if name == "http_server_request_duration_seconds_count"
    }


def exposition(stack: Stack, service: str) -> str:
    """Return what the scraper reads of ``service``."""
    address = stack.status()["parts"][service]["operations"]
    return httpx.get(f"{address}/metrics").raise_for_status().text


def _samples(stack: Stack, service: str) -> Iterator[tuple[str, dict[str, str], float]]:
    for family in text_string_to_metric_families(exposition(stack, service)):
        yield from ((sample.name, sample.labels, sample.value) for sample in family.samples)
