"""One run through everything that holds content, with a word of its own in each place."""

from dataclasses import dataclass, field

from e2e.leaks.asking import ask_everything, ask_wrongly, draft_in_a_browser
from e2e.leaks.canaries import Canaries
from e2e.leaks.forging import forge
from e2e.leaks.working import leave_early, work_on_everything
from e2e.questions import Question

from loket_stack.harness import Stack
from loket_stack.scenarios.api_client import Personas


@dataclass
class Story:
    """The words that were used on ``stack``, and the questions that hold them."""

    stack: Stack
    words: Canaries = field(default_factory=Canaries)
    questions: list[Question] = field(default_factory=list)


async def play(stack: Stack, personas: Personas, *, forged: bool) -> Story:
    """Play everything; ``forged`` adds records that end as dead letters, which only a real seal can be forged for."""
    story = Story(stack)
    main, for_somebody = ask_everything(personas, story.words)
    work_on_everything(main, story.words)
    ask_wrongly(personas, story.words, main)
    draft_in_a_browser(stack.status()["parts"]["intake"]["url"], story.words)
    story.questions = [main, for_somebody, leave_early(personas, story.words)]
    if forged:
        await forge(stack, personas, for_somebody, story.words)
    return story
