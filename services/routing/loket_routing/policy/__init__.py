"""The data that comes with a release: rule sets, one folder per version, thresholds, and texts of the record."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from loket_routing.domain.algorithm_register import RecordTexts
from loket_routing.domain.lifecycle.examples import EXAMPLES, ExpectedExample
from loket_routing.domain.quality.suggestions import Thresholds
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.model import RuleSet


def versions() -> tuple[str, ...]:
    """Return the versions that come with this release, oldest first."""
    folders = (entry.name for entry in files(__package__).iterdir() if entry.joinpath("rules.yaml").is_file())
    return tuple(sorted(folders, key=lambda version: tuple(map(int, version.split(".")))))


def rule_set(version: str) -> RuleSet:
    """Return one version; reading it takes a large part of a second.

    Raises:
        RuleSetError: its data is not a usable rule set.
        FileNotFoundError: this release has no such version.
    """
    return parse_rule_set(document(version))


@cache
def digest(version: str) -> str:
    """Return the digest of one version; raises the errors of ``rule_set``.

    A service asks for it every hour, and is not to keep a whole rule set for it.
    """
    return rule_set(version).digest


@cache
def examples(version: str) -> tuple[ExpectedExample, ...]:
    """Return the rule owner's examples next to one version.

    Raises:
        ValidationError: one of them is no valid example.
        FileNotFoundError: this release has no such version.
    """
    return EXAMPLES.validate_python(_read(files(__package__).joinpath(version, "cases.yaml")))


def document(version: str) -> dict[str, Any]:
    """Return the raw data of one version as a single document."""
    folder = files(__package__).joinpath(version)
    lexicon = _read(folder.joinpath("heads.yaml"))
    words = sorted(folder.joinpath("lexicon").iterdir(), key=lambda entry: entry.name)
    lexicon["categories"] = [_read(entry) for entry in words]
    parts = [_read(folder.joinpath(f"{part}.yaml")) for part in ("rules", "signals", "regimes")]
    return {key: value for part in parts for key, value in part.items()} | {"lexicon": lexicon}


@cache
def thresholds() -> Thresholds:
    """Return the thresholds of the suggestions for recalibration."""
    return Thresholds.model_validate(_read(files(__package__).joinpath("recalibration.yaml")))


@cache
def record_texts() -> RecordTexts:
    """Return the texts of the record in the register of algorithms."""
    return RecordTexts.model_validate(_read(files(__package__).joinpath("algorithm_record.yaml")))


def _read(entry: Traversable) -> Any:
    return yaml.safe_load(entry.read_text(encoding="utf-8"))
