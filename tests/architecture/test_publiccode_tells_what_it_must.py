"""``publiccode.yml`` holds what the standard (publiccode.yml 0.7, core schema) makes mandatory."""

from datetime import date
from typing import Any

import pytest
import yaml
from architecture.tree import PROJECT

SHORT, LONG = 150, range(150, 10_001)
STATES = {"concept", "development", "beta", "stable", "obsolete"}
CONTENT: dict[str, Any] = yaml.safe_load((PROJECT / "publiccode.yml").read_text(encoding="utf-8"))


def test_the_software_is_named_and_placed() -> None:
    assert CONTENT["publiccodeYmlVersion"] == "0.7"
    assert CONTENT["name"]
    assert CONTENT["url"].startswith("https://")
    assert CONTENT["platforms"]
    assert CONTENT["developmentStatus"] in STATES
    assert CONTENT["softwareType"] == "standalone/web"
    date.fromisoformat(CONTENT["releaseDate"])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_described_in_both_languages(language: str) -> None:
    described = CONTENT["description"][language]
    assert len(described["shortDescription"]) <= SHORT
    assert len(described["longDescription"]) in LONG
    assert described["features"]


def test_licence_maintenance_and_languages_are_told() -> None:
    assert CONTENT["legal"]["license"] == "EUPL-1.2"
    assert CONTENT["maintenance"]["type"] == "internal"
    assert CONTENT["maintenance"]["contacts"][0]["name"]
    assert CONTENT["localisation"] == {"localisationReady": True, "availableLanguages": ["nl", "en"]}
