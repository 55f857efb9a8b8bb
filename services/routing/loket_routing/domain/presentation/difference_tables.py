"""The differences between two versions of a rule set as texts, by tables of the fields of each kind of part."""

from collections.abc import Callable, Iterator
from datetime import date

from loket_routing.domain.bilingual import concatenate, fill, quote
from loket_routing.domain.presentation.differences import (
    Difference,
    DiffField,
    DiffSubject,
    as_countries,
    as_day,
    as_share,
    as_shares,
    as_text,
    as_word,
    as_words,
    as_yes_or_no,
    field_differences,
    order_differences,
    part_differences,
    without_full_stop,
)
from loket_routing.domain.presentation.label_lookup import LabelLookup
from loket_routing.domain.presentation.lexicon_differences import lexicon_differences
from loket_routing.domain.presentation.rule_texts import describe_condition, describe_effects
from loket_routing.domain.rule_set.model import Rule, RuleGroup, RuleSet, Service, Signal, TopicHint
from loket_routing.domain.rule_set.regimes import Regime
from loket_shared.contracts.texts import BilingualText

_CONDITION = BilingualText(nl="voorwaarde", en="condition")

LINE = DiffSubject[RuleGroup](
    place="line",
    subject=BilingualText(nl="Lijn {name}", en="Line {name}"),
    key="number",
    fields=(
        DiffField("title", BilingualText(nl="titel", en="title"), as_text),
        DiffField("when", _CONDITION, describe_condition),
    ),
)
RULE = DiffSubject[Rule](
    place="rule",
    subject=BilingualText(nl="Regel {name}", en="Rule {name}"),
    key="id",
    fields=(
        DiffField("when", _CONDITION, describe_condition),
        DiffField("then", BilingualText(nl="gevolg", en="effect"), describe_effects),
        DiffField("reason", BilingualText(nl="reden", en="reason"), as_text),
        DiffField("otherwise", BilingualText(nl="reden waarom niet", en="reason why not"), as_text),
        DiffField("source", BilingualText(nl="bron", en="source"), as_word),
    ),
)
_LINES = BilingualText(nl="Lijnen", en="Lines")


def _line_differences(before: RuleSet, after: RuleSet, names: tuple[LabelLookup, LabelLookup]) -> Iterator[Difference]:
    """Yield the differences in lines and their rules."""
    yield from part_differences(LINE, before.lines, after.lines, names)
    yield from part_differences(RULE, before.rules, after.rules, names)
    yield from order_differences("lines", _LINES, LINE, before.lines, after.lines)
    old = {line.number: line for line in before.lines}
    for line in after.lines:
        rules = old[line.number].rules if line.number in old else ()
        yield from order_differences(LINE.place_of(line), LINE.subject_of(line), RULE, rules, line.rules)


_NAME = BilingualText(nl="naam", en="name")

SIGNAL = DiffSubject[Signal](
    place="signal",
    subject=BilingualText(nl="Signaal {name}", en="Signal {name}"),
    key="code",
    fields=(
        DiffField("name", _NAME, as_text),
        DiffField("when", _CONDITION, describe_condition),
        DiffField(
            "discreet",
            BilingualText(nl="dient alleen om tussen diensten te kiezen", en="serves only to choose between services"),
            as_yes_or_no,
        ),
    ),
)
REGIME = DiffSubject[Regime](
    place="regime",
    subject=BilingualText(nl="Wettelijk regime {name}", en="Legal regime {name}"),
    key="code",
    fields=(
        DiffField("name", _NAME, as_text),
        DiffField("source", BilingualText(nl="wettelijke bron", en="legal source"), as_word),
        DiffField("valid_from", BilingualText(nl="geldt van", en="valid from"), as_day),
        DiffField("valid_until", BilingualText(nl="geldt tot en met", en="valid until"), as_day),
        DiffField("territory", BilingualText(nl="landen", en="countries"), as_countries),
        DiffField("covers", BilingualText(nl="geldt waar", en="covers where"), describe_condition),
        DiffField("note", BilingualText(nl="aantekening", en="note"), as_text),
        DiffField("confirmed_by", BilingualText(nl="bevestigd door", en="confirmed by"), as_word),
    ),
)
_ALL_SIGNALS = BilingualText(nl="Signalen", en="Signals")
_REGIMES = BilingualText(nl="Wettelijke regimes", en="Legal regimes")


def _signal_differences(
    before: RuleSet, after: RuleSet, names: tuple[LabelLookup, LabelLookup]
) -> Iterator[Difference]:
    """Yield the differences in signals, and in their order, because they are derived in that order."""
    yield from part_differences(SIGNAL, before.signals, after.signals, names)
    yield from order_differences("signals", _ALL_SIGNALS, SIGNAL, before.signals, after.signals)


def _regime_differences(
    before: RuleSet, after: RuleSet, names: tuple[LabelLookup, LabelLookup]
) -> Iterator[Difference]:
    """Yield the differences in legal regimes: dates, countries by name, and coverage."""
    yield from part_differences(REGIME, before.regimes, after.regimes, names)
    yield from order_differences("regimes", _REGIMES, REGIME, before.regimes, after.regimes)


_SERVICE = BilingualText(
    nl="{department} bij signaal {signal}, anders: {otherwise}",
    en="{department} on the signal {signal}, else: {otherwise}",
)
_LENS = BilingualText(nl="signaal {signal} als onderwerp {topic}", en="signal {signal} as topic {topic}")


def _service_texts(services: tuple[Service, ...], names: LabelLookup) -> BilingualText:
    return concatenate((_service_text(service, names) for service in services), "; ")


def _service_text(service: Service, names: LabelLookup) -> BilingualText:
    return fill(
        _SERVICE,
        department=names.department(service.department),
        signal=quote(names.code("signal", service.signal)),
        otherwise=without_full_stop(service.otherwise),
    )


def _lens_texts(lenses: tuple[TopicHint, ...], names: LabelLookup) -> BilingualText:
    return concatenate((_lens_text(lens, names) for lens in lenses), "; ")


def _lens_text(lens: TopicHint, names: LabelLookup) -> BilingualText:
    return fill(_LENS, signal=quote(names.code("signal", lens.signal)), topic=quote(names.code("topic", lens.topic)))


def _topic_names(codes: tuple[str, ...], names: LabelLookup) -> BilingualText:
    return concatenate((quote(names.code("topic", code)) for code in codes), ", ")


def _signal_names(codes: tuple[str, ...], names: LabelLookup) -> BilingualText:
    return concatenate((quote(names.code("signal", code)) for code in codes), ", ")


_CONTRADICTIONS = {
    "signal": BilingualText(nl="hetzelfde signaal", en="the same signal"),
    "words": BilingualText(nl="woorden van dezelfde lijst", en="words of the same list"),
}
CHOICES = (
    DiffField("precedence", BilingualText(nl="voorrang van de lijnen", en="precedence of the lines"), as_words),
    DiffField("fallback", BilingualText(nl="lijn waar geen andere geldt", en="line where no other holds"), as_word),
    DiffField(
        "left_to_fallback",
        BilingualText(nl="onderwerpen met opzet zonder regel", en="topics without a rule on purpose"),
        _topic_names,
    ),
    DiffField("services", BilingualText(nl="diensten naar technologie", en="services by technology"), _service_texts),
    DiffField(
        "lenses",
        BilingualText(nl="lezing zonder sprekend onderwerp", en="reading without a telling topic"),
        _lens_texts,
    ),
)
DOUBT = (
    DiffField(
        "words", BilingualText(nl="sterkte van 1, 2, 3 ... woorden", en="strength of 1, 2, 3 ... words"), as_shares
    ),
    DiffField("contradicted", BilingualText(nl="aftrek bij tegenspraak", en="taken off where contradicted"), as_share),
    DiffField(
        "contradicted_by",
        BilingualText(nl="tegenspraak is er bij", en="contradiction is by"),
        lambda value, _: _CONTRADICTIONS[value],
    ),
    DiffField(
        "doubtful", BilingualText(nl="sterkte van twijfelachtige woorden", en="strength of doubtful words"), as_share
    ),
    DiffField("guess", BilingualText(nl="factor voor een suggestie", en="factor for a suggestion"), as_share),
    DiffField("nothing", BilingualText(nl="zekerheid zonder signaal", en="confidence without a signal"), as_share),
    DiffField(
        "confirm_below", BilingualText(nl="het loket bevestigt onder", en="the front office confirms below"), as_share
    ),
    DiffField(
        "signals", BilingualText(nl="signalen die een dienst kiezen", en="signals that choose a service"), _signal_names
    ),
)
_SET = BilingualText(nl="De regelset", en="The rule set")
_DOUBT = BilingualText(nl="Twijfel", en="Doubt")


def _choice_differences(
    before: RuleSet, after: RuleSet, names: tuple[LabelLookup, LabelLookup]
) -> Iterator[Difference]:
    """Yield the differences in the settings beside the rules; each is described as a whole."""
    yield from field_differences("rule set", _SET, CHOICES, before, after, names)
    yield from field_differences("doubt", _DOUBT, DOUBT, before.doubt, after.doubt, names)


_COMPARISONS: tuple[Callable[[RuleSet, RuleSet, tuple[LabelLookup, LabelLookup]], Iterator[Difference]], ...] = (
    _line_differences,
    _choice_differences,
    _signal_differences,
    _regime_differences,
    lexicon_differences,
)


def differences(before: RuleSet, after: RuleSet, on: date) -> tuple[Difference, ...]:
    """Return the differences of ``after`` from ``before`` except the version, rules first.

    Departments are named as on the day ``on``, signals and regimes as each version names them.
    """
    names = LabelLookup.of(before, on), LabelLookup.of(after, on)
    return tuple(difference for compare in _COMPARISONS for difference in compare(before, after, names))
