"""Synthetic questions with texts of a fixed length; some words are terms of the lexicon, some of them denied."""

from random import Random

from loket_policy import code_lists
from loket_routing.domain.decide.question import Passage, Question

LENGTH = 2_000

_SEED = 2_718
_COUNTRIES = ("CN", "RU", "IR", "KP", "BY", "SY", "DE", "US", "IN", "BR")
# Two in three sentences have no word of the lexicon, as in real texts.
_SENTENCES = (
    "Onze vakgroep bereidt met een partner een voorstel voor dat begin volgend jaar moet worden ingediend. ",
    "Er is nog niets getekend; de coördinator vraagt zich af wie er binnen de universiteit over gaat. ",
    "Het gaat vooral om {}, en de uitwisseling duurt twee jaar (met een mogelijke verlenging). ",
    "De decaan en de juridische afdeling hebben het concept gezien, maar zij zijn er nog niet uit. ",
    "Geen van de collega's werkt aan {}, al is dat in het verleden wel een vraag geweest. ",
    "We would like to know which steps the institute should take before the visiting scholar arrives. ",
    "The results will be published openly, and both sides keep the right to use what they bring in. ",
    "Part of the work is about {}; the other half is a survey among students and staff. ",
    "Welke voorwaarden kunnen wij stellen, en bij wie moeten we zijn als de planning verandert? ",
    "Kunnen jullie vóór het einde van de maand reageren? Dan kan het college er nog naar kijken. ",
    "The contract was drafted by the other side, and our lawyers have a few remarks on its annexes. ",
    "Zonder {} is het plan niet uitvoerbaar, schrijft de beoogde begeleider in zijn toelichting. ",
)


def generate(count: int, terms: list[str]) -> list[Question]:
    """Return ``count`` questions whose descriptions use some of ``terms``, the same every time."""
    random = Random(_SEED)  # noqa: S311 - made up, no secret
    return [_question(random, terms) for _ in range(count)]


def _question(random: Random, terms: list[str]) -> Question:
    return Question(
        kind="question",
        topics=_some(random, [entry.code for entry in code_lists.topics() if entry.code != "incident"], 2),
        fields=_some(random, [entry.code for entry in code_lists.fields()], 2),
        countries=_some(random, list(_COUNTRIES), 2),
        partner_types=_some(random, [entry.code for entry in code_lists.partner_types()], 1),
        institution_kind=random.choice([entry.code for entry in code_lists.institution_kinds()]),
        language=random.choice(("nl", "en")),
        consent_to_share=True,
        passages=(
            Passage(place="subject", text="Samenwerking met een buitenlandse partner"),
            Passage(place="description", text=_text(random, terms)),
        ),
    )


def _some(random: Random, codes: list[str], most: int) -> tuple[str, ...]:
    return tuple(sorted(random.sample(codes, k=random.randint(1, most))))


def _text(random: Random, terms: list[str]) -> str:
    """Return a text of ``LENGTH`` characters; terms are written without the marks of their notation."""
    text = ""
    while len(text) < LENGTH:
        text += random.choice(_SENTENCES).format(random.choice(terms).strip("=*+"))
    return text[:LENGTH]
