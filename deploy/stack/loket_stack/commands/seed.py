"""Fill the desk with varied demonstration questions in many states, over the public APIs.

The questions come from two invented institutions and are about no real person. Each run adds more questions.
"""

import argparse
import json
from collections.abc import Sequence
from importlib.resources import files

from loket_stack.paths import Paths
from loket_stack.scenarios import actions
from loket_stack.scenarios.api_client import Json, connect_personas
from loket_stack.scenarios.demo_states import DEMO_STATES, DemoQuestion
from loket_stack.state import running_stack

_ASKERS = ("asker", "other-asker", "colleague")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--count", type=count, default=20, metavar="N", help="number of questions (20)")


def run(arguments: argparse.Namespace) -> int:
    """Submit the questions and bring each into its state."""
    questions = demonstration_questions()
    with connect_personas(Paths.of(), running_stack()) as personas:
        for number in range(arguments.count):
            asker = personas.person(_ASKERS[number % len(_ASKERS)])
            # The numbers of questions and of states have no common divisor, so that they mix.
            question, reach_state = questions[number % len(questions)], DEMO_STATES[number % len(DEMO_STATES)]
            reference = actions.submit_question(asker, question)
            reach_state(DemoQuestion(personas, asker, reference))
            print(f"{reference}  {reach_state.__name__.replace('_', ' '):20} {question['subject']}", flush=True)
    return 0


def demonstration_questions() -> Sequence[Json]:
    """Return the questions, as a client submits them."""
    questions: list[Json] = json.loads(files("loket_stack.scenarios").joinpath("questions.json").read_bytes())
    return [{"kind": "question", **question} for question in questions]


def count(text: str) -> int:
    """Parse a number of questions."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
