"""Nothing is stopped while another part still counts on it."""

from pathlib import Path

from loket_stack.components.component import Component
from loket_stack.components.mail import describe_mail_catcher
from loket_stack.components.services import describe_service
from loket_stack.paths import Paths
from loket_stack.ports import USUAL, Addresses
from loket_stack.postgres.databases import SERVICES
from loket_stack.supervisor.supervisor import stopping_order


async def never() -> bool:
    return False


def part(name: str, needs: tuple[str, ...] = (), uses: tuple[str, ...] = ()) -> Component:
    return Component(name=name, command=(), environment={}, facts={}, ready=never, needs=needs, uses=uses)


def test_users_stop_first() -> None:
    parts = [part("database"), part("broker"), part("service", needs=("database",), uses=("broker",))]
    first, second = stopping_order(parts)
    assert first == ("service",)
    assert set(second) == {"database", "broker"}


def test_parts_that_use_nothing_stop_together() -> None:
    assert [set(wave) for wave in stopping_order([part("one"), part("other")])] == [{"one", "other"}]


def test_the_services_stop_together_before_all_else(tmp_path: Path) -> None:
    paths, addresses = Paths(tmp_path, tmp_path, own=True), Addresses(USUAL)
    paths.make()
    services = [describe_service(name, paths, addresses, "kafka") for name in SERVICES]
    waves = stopping_order([describe_mail_catcher(paths, addresses), *services])
    assert set(next(waves)) == set(SERVICES)
    assert set(next(waves)) == {"postgres", "kafka", "identity", "mail"}
