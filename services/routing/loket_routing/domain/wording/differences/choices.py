"""Differences in what holds for a rule set as a whole: precedence, services, lenses and the numbers behind doubt."""

from collections.abc import Iterator

from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Lens, Service
from loket_routing.domain.wording.differences import saying
from loket_routing.domain.wording.differences.difference import Difference, unended
from loket_routing.domain.wording.differences.parts import Aspect, aspect_differences
from loket_routing.domain.wording.names import Names
from loket_routing.domain.wording.texts import filled, in_a_row, quoted
from loket_shared.contracts.texts import BilingualText

_SERVICE = BilingualText(
    nl="{department} bij signaal {signal}, anders: {otherwise}",
    en="{department} on the signal {signal}, else: {otherwise}",
)
_LENS = BilingualText(nl="signaal {signal} als onderwerp {topic}", en="signal {signal} as topic {topic}")


def _services(services: tuple[Service, ...], names: Names) -> BilingualText:
    return in_a_row((_service(service, names) for service in services), "; ")


def _service(service: Service, names: Names) -> BilingualText:
    return filled(
        _SERVICE,
        department=names.department(service.department),
        signal=quoted(names.code("signal", service.signal)),
        otherwise=unended(service.otherwise),
    )


def _lenses(lenses: tuple[Lens, ...], names: Names) -> BilingualText:
    return in_a_row((_lens(lens, names) for lens in lenses), "; ")


def _lens(lens: Lens, names: Names) -> BilingualText:
    return filled(
        _LENS, signal=quoted(names.code("signal", lens.signal)), topic=quoted(names.code("topic", lens.topic))
    )


def _topics(codes: tuple[str, ...], names: Names) -> BilingualText:
    return in_a_row((quoted(names.code("topic", code)) for code in codes), ", ")


def _signals(codes: tuple[str, ...], names: Names) -> BilingualText:
    return in_a_row((quoted(names.code("signal", code)) for code in codes), ", ")


_CONTRADICTIONS = {
    "signal": BilingualText(nl="hetzelfde signaal", en="the same signal"),
    "words": BilingualText(nl="woorden van dezelfde lijst", en="words of the same list"),
}
CHOICES = (
    Aspect("precedence", BilingualText(nl="voorrang van de lijnen", en="precedence of the lines"), saying.words),
    Aspect("fallback", BilingualText(nl="lijn waar geen andere geldt", en="line where no other holds"), saying.word),
    Aspect(
        "left_to_fallback",
        BilingualText(nl="onderwerpen met opzet zonder regel", en="topics without a rule on purpose"),
        _topics,
    ),
    Aspect("services", BilingualText(nl="diensten naar technologie", en="services by technology"), _services),
    Aspect(
        "lenses", BilingualText(nl="lezing zonder sprekend onderwerp", en="reading without a telling topic"), _lenses
    ),
)
DOUBT = (
    Aspect(
        "words", BilingualText(nl="sterkte van 1, 2, 3 ... woorden", en="strength of 1, 2, 3 ... words"), saying.shares
    ),
    Aspect("contradicted", BilingualText(nl="aftrek bij tegenspraak", en="taken off where contradicted"), saying.share),
    Aspect(
        "contradicted_by",
        BilingualText(nl="tegenspraak is er bij", en="contradiction is by"),
        lambda value, _: _CONTRADICTIONS[value],
    ),
    Aspect(
        "doubtful",
        BilingualText(nl="sterkte van twijfelachtige woorden", en="strength of doubtful words"),
        saying.share,
    ),
    Aspect("guess", BilingualText(nl="factor voor een suggestie", en="factor for a suggestion"), saying.share),
    Aspect("nothing", BilingualText(nl="zekerheid zonder signaal", en="confidence without a signal"), saying.share),
    Aspect(
        "confirm_below",
        BilingualText(nl="het loket bevestigt onder", en="the front office confirms below"),
        saying.share,
    ),
    Aspect("signals", BilingualText(nl="signalen die een dienst kiezen", en="signals that choose a service"), _signals),
)
_SET = BilingualText(nl="De regelset", en="The rule set")
_DOUBT = BilingualText(nl="Twijfel", en="Doubt")


def choice_differences(before: RuleSet, after: RuleSet, names: tuple[Names, Names]) -> Iterator[Difference]:
    """Yield what is different in the choices that stand beside the rules; each is told as a whole."""
    yield from aspect_differences("rule set", _SET, CHOICES, before, after, names)
    yield from aspect_differences("doubt", _DOUBT, DOUBT, before.doubt, after.doubt, names)
