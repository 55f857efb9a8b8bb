"""Parses the ``source`` of a fact in a routing decision.

``form.fields: photonics`` is a code in a field of the form. ``description[36:46]: hypersonic*`` is the term that
matched the text at that place (start and end in characters, end exclusive). ``celex 32012R0267`` is a legal source.
"""

import re
from dataclasses import dataclass
from typing import Self

from loket_shared.contracts.texts import BilingualText

_FORM = "form"
_LAW = BilingualText(nl="in de wet", en="in the law")
_WORDS = {
    _FORM: BilingualText(nl="in het formulier", en="in the form"),
    "subject": BilingualText(nl="in het onderwerp van de vraag", en="in the question's subject"),
    "description": BilingualText(nl="in de omschrijving", en="in the description"),
}
_PASSAGE = re.compile(r"^(?P<place>[a-z]+(?:-\d+)?)\[(?P<start>\d+):(?P<end>\d+)\]$")
_SUPPLEMENT = re.compile(r"^supplement-(\d+)$")
_MARKS = "=*+"


@dataclass(frozen=True)
class FactSource:
    """The source of a fact.

    ``place``: ``form``, a passage such as ``description`` or ``supplement-2``, or empty for a legal source. ``field``:
    the field of the form. ``what``: the code, the term without its marks, or the legal source. ``start`` and ``end``:
    the place of the word in a passage.
    """

    place: str
    what: str
    field: str = ""
    start: int = 0
    end: int = 0

    @classmethod
    def read(cls, source: str) -> Self:
        """Parse ``source``; a text that names neither the form nor a passage is a legal source."""
        place, _, what = source.partition(": ")
        kind, _, field = place.partition(".")
        if kind == _FORM:
            return cls(_FORM, what, field)
        if passage := _PASSAGE.match(place):
            return cls(passage["place"], what.strip(_MARKS), start=int(passage["start"]), end=int(passage["end"]))
        scheme, _, number = source.partition(" ")
        return cls("", number if scheme == "citation" else f"{scheme.upper()} {number}")

    @property
    def is_passage(self) -> bool:
        """True if the source is a word in a text of the asker."""
        return self.end > 0

    @property
    def in_words(self) -> BilingualText:
        """The place, in Dutch and English."""
        if supplement := _SUPPLEMENT.match(self.place):
            number = int(supplement[1]) - 1
            return BilingualText(nl=f"in aanvulling {number}", en=f"in supplement {number}")
        return _WORDS.get(self.place, _LAW)
