"""Finding rules in a table by words."""

import re

from loket_routing.domain.decide.matching.folding import fold_term
from loket_routing.domain.wording.table import RuleRow

_WORD = re.compile(r"\w+")


def find_rules(rows: tuple[RuleRow, ...], query: str) -> tuple[RuleRow, ...]:
    """Return the rows that hold every word of ``query``, or one that begins with it, in either language.

    Case, diacritics, hyphens and white space don't count.
    """
    wanted = _words(query)
    return tuple(row for row in rows if _holds(_words(_text(row)), wanted))


def _holds(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(beginning) for word in words) for beginning in wanted)


def _text(row: RuleRow) -> str:
    texts = (row.title, row.when, row.who, row.why, *(topic.name for topic in row.topics))
    codes = (row.id, row.source or "", *(topic.code for topic in row.topics))
    return " ".join((*codes, *(f"{text.nl} {text.en}" for text in texts)))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold_term(text))
