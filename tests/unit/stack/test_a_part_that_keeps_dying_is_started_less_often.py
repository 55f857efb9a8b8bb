"""The time between restarts grows while a part dies early, and is short again after a steady run."""

from loket_stack.supervisor.process_monitor import Backoff


def test_it_doubles_up_to_a_limit() -> None:
    backoff = Backoff()
    waits = [backoff.after(ran=0.1) for _ in range(10)]
    assert waits[:3] == [0.2, 0.4, 0.8]
    assert waits[-1] == waits[-2] == 10.0


def test_a_steady_run_starts_afresh() -> None:
    backoff = Backoff()
    for _ in range(5):
        backoff.after(ran=0.1)
    assert backoff.after(ran=60.0) == 0.2
    assert backoff.after(ran=0.1) == 0.4
