"""Small rule sets at random, and questions at random to decide by them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from loket_routing.domain.decide.evidence import Evidence, TermMatch

Document = dict[str, Any]

MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TOPICS = ["incident", "procurement", "sanctions", "visits-travel", "other"]
FIELDS = ["photonics", "space"]
WORDS = ["alfa", "beta"]
_TEXT = {"nl": "Een tekst.", "en": "A text."}

_ASKED: list[Document] = [
    *({"topic": topic} for topic in TOPICS),
    {"topic": TOPICS[:2]},
    *({"field": field} for field in FIELDS),
    {"kind": "incident"},
    {"language": "en"},
    {"institution-kind": "university"},
    {"needed-within-days": 7},
    {"needed-within-days": 30},
]
_IN_RULES: list[Document] = [*_ASKED, {"signal": "first"}, {"signal": ["first", "second"]}, {"legal-regime": "any"}]
_IN_SIGNALS: list[Document] = [*_ASKED, {"words": "alfa"}, {"words": WORDS}]
_EFFECTS: list[Document] = [
    {"lead": "OCW"},
    {"lead": "OCW"},
    {"lead": "BZ", "contribute": ["OCW"]},
    {"contribute": ["BZ"]},
    {"contribute": ["OCW", "BZ"]},
    {"contribute": ["AIVD"]},
    {"service": "by-technology"},
    {"priority": "urgent"},
    {"answer": "by-front-office"},
]


def _conditions(leaves: list[Document]) -> st.SearchStrategy[Document]:
    return st.recursive(
        st.sampled_from(leaves),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


@st.composite
def _line(draw: st.DrawFn, number: int) -> Document:
    rules = [
        {"id": f"{number}-{name}", "then": draw(st.sampled_from(_EFFECTS)), "reason": _TEXT}
        | draw(st.one_of(st.just({}), _conditions(_IN_RULES).map(lambda when: {"when": when})))
        for name in draw(st.sampled_from([["one"], ["one", "two"], ["one", "two", "three"]]))
    ]
    return {"number": number, "title": _TEXT, "when": draw(_conditions(_IN_RULES)), "rules": rules}


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw the document of a rule set with three lines, two signals and a regime."""
    return {
        "version": "2026.9",
        "precedence": [2, 1, 3],
        "fallback": 3,
        "lines": [draw(_line(number)) for number in (1, 2, 3)],
        "services": [{"signal": "second", "department": "AIVD", "otherwise": _TEXT}],
        "lenses": [{"signal": "first", "topic": "procurement"}, {"signal": "second", "topic": "sanctions"}],
        "doubt": {"words": [0.7], "contradicted": 0.2, "guess": 0.5, "nothing": 0.2, "confirm-below": 0.6},
        "signals": [
            {"code": "first", "name": _TEXT, "when": draw(_conditions(_IN_SIGNALS))},
            {"code": "second", "name": _TEXT, "when": draw(_conditions([*_IN_SIGNALS, {"signal": "first"}]))},
        ],
        "regimes": [draw(_conditions([*_ASKED, {"signal": "first"}]).map(_regime))],
        "lexicon": {"heads": [], "categories": [{"code": word, "concepts": {"it": {"nl": [word]}}} for word in WORDS]},
    }


def _regime(covers: Document) -> Document:
    source = {"scheme": "citation", "id": "A law"}
    territory = {"listed": ["IR"]}
    return {
        "code": "law",
        "name": _TEXT,
        "source": source,
        "from": "2020-01-01",
        "territory": territory,
        "covers": covers,
    }


@st.composite
def asked(draw: st.DrawFn) -> Evidence:
    """Draw what is known of a question with consent."""
    near = draw(st.one_of(st.none(), st.integers(-2, 40)))
    words = draw(st.lists(st.sampled_from(WORDS), unique=True))
    return Evidence(
        kind=draw(st.sampled_from(["question", "incident"])),
        topics=tuple(draw(st.lists(st.sampled_from(TOPICS), unique=True, min_size=1, max_size=3))),
        fields=tuple(draw(st.lists(st.sampled_from(FIELDS), unique=True))),
        countries=tuple(draw(st.sampled_from([(), ("IR",)]))),
        institution_kind=draw(st.sampled_from(["university", "to2"])),
        language=draw(st.sampled_from(["nl", "en"])),
        needed_by=None if near is None else (MOMENT + timedelta(days=near)).date(),
        consent_to_share=True,
        found=tuple(TermMatch(place="subject", start=0, end=4, category=word, term=word) for word in words),
        lexicon="",
    )
