"""What a part is told: what the stack says, settings meant for it, and no more of the caller's."""

from loket_stack.components.component import environment


def test_what_the_stack_says_wins() -> None:
    assert environment({"LOKET_PORT": "1"}, caller={"LOKET_PORT": "2"})["LOKET_PORT"] == "1"


def test_settings_and_the_collector_reach_the_part() -> None:
    caller = {"LOKET_LOG_LEVEL": "DEBUG", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}
    assert caller.items() <= environment({}, caller).items()


def test_the_rest_does_not() -> None:
    assert "AN_API_KEY" not in environment({}, caller={"AN_API_KEY": "secret"})
