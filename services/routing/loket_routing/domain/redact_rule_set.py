"""Redacts a rule set for a reader: removes covert departments, and everything that names or reveals them.

No open rule rests on a signal that only chooses between services, and none names open departments
beside covert ones. So the rest makes the same open decisions as the whole.
"""

from loket_routing.domain.lifecycle.examples import Expected, ExpectedExample, FailedExample
from loket_routing.domain.lifecycle.verdict import RuleSetVerdict
from loket_routing.domain.rule_set.model import RuleGroup, RuleSet
from loket_shared.contracts.shared_parts import Route

Hidden = frozenset[str]
"""Codes of the departments that do not exist for a reader."""


def redact_rule_set(rule_set: RuleSet, hidden: Hidden) -> RuleSet:
    """Return ``rule_set`` as it would be without the ``hidden`` departments.

    ``discreet`` becomes False: it would reveal that a signal only chooses between services. The signal stays.
    """
    if not hidden:
        return rule_set
    lines = tuple(redacted for line in rule_set.lines if (redacted := _line(line, hidden)))
    numbers = {line.number for line in lines}
    return rule_set.model_copy(
        update={
            "precedence": tuple(number for number in rule_set.precedence if number in numbers),
            "lines": lines,
            "services": tuple(service for service in rule_set.services if service.department not in hidden),
            "signals": tuple(signal.model_copy(update={"discreet": False}) for signal in rule_set.signals),
        }
    )


def redact_example(example: ExpectedExample, hidden: Hidden) -> ExpectedExample:
    """Return ``example`` with the open part of its route."""
    contributors = _open(example.expect.contributors, hidden)
    expected = Expected(lead=example.expect.lead, contributors=contributors, priority=example.expect.priority)
    return example.model_copy(update={"expect": expected})


def redact_verdict(verdict: RuleSetVerdict, hidden: Hidden) -> RuleSetVerdict:
    """Return the findings about visible parts, and the examples whose open part fails too."""
    if not hidden:
        return verdict
    failing = (_failing(each, hidden) for each in verdict.failing)
    return RuleSetVerdict(
        findings=tuple(finding for finding in verdict.findings if not finding.covert),
        failing=tuple(each for each in failing if each.expected != each.got),
    )


def _line(line: RuleGroup, hidden: Hidden) -> RuleGroup | None:
    rules = tuple(rule for rule in line.rules if not rule.reveals(hidden))
    return line.model_copy(update={"rules": rules}) if rules else None


def _failing(failing: FailedExample, hidden: Hidden) -> FailedExample:
    return failing.model_copy(update={"expected": _route(failing.expected, hidden), "got": _route(failing.got, hidden)})


def _route(route: Route, hidden: Hidden) -> Route:
    return Route(lead=route.lead, contributors=_open(route.contributors, hidden), priority=route.priority)


def _open(departments: tuple[str, ...], hidden: Hidden) -> tuple[str, ...]:
    return tuple(department for department in departments if department not in hidden)
