"""Questions with the route each must get: the examples next to the first rule set, and more of the same form."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st
from pydantic import TypeAdapter

from loket_routing.domain.lifecycle.examples import ExpectedExample
from loket_routing.policy import examples

_FOLDER = Path(__file__).parent


def _read(name: str) -> Any:
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


SHIPPED = examples("2026.1")
CASES = SHIPPED + TypeAdapter(tuple[ExpectedExample, ...]).validate_python(_read("more_cases.yaml"))
PROSE = [sentence for sentences in _read("harmless_prose.yaml").values() for sentence in sentences]

any_case = st.sampled_from(CASES)
