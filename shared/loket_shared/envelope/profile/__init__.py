"""Checks a record against the NL GOV profile for CloudEvents 1.1 (Logius, 17 March 2026) on CloudEvents 1.0.

The rules are written from the text of the standard. If the profile leaves a choice, the rule states the desk's choice
(design section 3), so that every producer makes the same one.
"""

from collections.abc import Iterable

from loket_shared.envelope.profile.attribute_rules import ATTRIBUTE_RULES
from loket_shared.envelope.profile.data_rules import DATA_RULES
from loket_shared.envelope.profile.extension_rules import EXTENSION_RULES
from loket_shared.envelope.profile.naming_rules import NAMING_RULES
from loket_shared.envelope.profile.record import read
from loket_shared.envelope.profile.rule import ProfileRule, Violation

RULES: tuple[ProfileRule, ...] = (*ATTRIBUTE_RULES, *NAMING_RULES, *DATA_RULES, *EXTENSION_RULES)


def violations(headers: Iterable[tuple[str, bytes | None]], value: bytes | None) -> list[Violation]:
    """Return every rule that a Kafka record in binary mode breaks, in the order of ``RULES``."""
    record = read(headers, value)
    return [Violation(rule.name, rule.text) for rule in RULES if not rule.holds(record)]


__all__ = ["RULES", "ProfileRule", "Violation", "violations"]
