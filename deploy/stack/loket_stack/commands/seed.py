"""Fill the desk with varied demonstration questions in many states, over the public APIs.

They come from two invented institutions and tell of nobody. Doing it again adds more.
"""

import argparse
import json
from collections.abc import Sequence
from importlib.resources import files

from loket_stack.paths import Paths
from loket_stack.play import question_acts
from loket_stack.play.cast import Cast
from loket_stack.play.people import Json, people
from loket_stack.play.stories import STORIES, Played
from loket_stack.running import running_stack

_ASKERS = ("asker", "other-asker", "colleague")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--count", type=count, default=20, metavar="N", help="how many questions (20)")


def run(arguments: argparse.Namespace) -> int:
    """Hand the questions in and play each as far as its story goes."""
    questions = demonstration_questions()
    with people(Paths.of(), running_stack()) as everybody:
        for number in range(arguments.count):
            asker = everybody.person(_ASKERS[number % len(_ASKERS)])
            # The numbers of questions and of stories have no common divisor, so that they mix.
            question, story = questions[number % len(questions)], STORIES[number % len(STORIES)]
            reference = question_acts.hand_in(asker, question)
            story(Played(Cast(everybody), asker, reference))
            print(f"{reference}  {story.__name__.replace('_', ' '):20} {question['subject']}", flush=True)
    return 0


def demonstration_questions() -> Sequence[Json]:
    """Return the questions, as a client hands them in."""
    questions: list[Json] = json.loads(files("loket_stack.play").joinpath("questions.json").read_bytes())
    return [{"kind": "question", **question} for question in questions]


def count(text: str) -> int:
    """Read a number of questions."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
