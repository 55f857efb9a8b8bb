"""``publiccode.yml`` holds what its standard (0.7, core schema) asks, and nothing that the standard does not know."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import yaml
from architecture.tree import PROJECT

SHORT, LONG = 150, range(150, 10_001)
STATES = {"concept", "development", "beta", "stable", "obsolete"}
CATEGORIES = {
    *("business-process-management", "collaboration", "communications", "compliance-management", "crm"),
    *("customer-service-and-support", "data-analytics", "document-management", "help-desk", "it-security"),
    *("knowledge-management", "service-desk", "task-management", "workflow-management"),
}
"""Those of the standard's list that a desk may be: another word, however fitting, makes the file invalid."""

SCOPES = {"defence", "education", "foreign-affairs", "justice", "research", "science-and-technology", "security"}
KNOWN: Mapping[str, set[str]] = {
    "": {
        *("publiccodeYmlVersion", "name", "url", "landingURL", "softwareVersion", "releaseDate", "logo", "platforms"),
        *("categories", "developmentStatus", "softwareType", "intendedAudience", "description", "legal"),
        *("maintenance", "localisation", "dependsOn", "organisation", "roadmap", "usedBy"),
    },
    "intendedAudience": {"countries", "scope", "unsupportedCountries"},
    "legal": {"license", "mainCopyrightOwner", "repoOwner"},
    "maintenance": {"type", "contacts", "contractors"},
    "localisation": {"localisationReady", "availableLanguages"},
    "dependsOn": {"open", "proprietary", "hardware"},
}
CONTENT: dict[str, Any] = yaml.safe_load((PROJECT / "publiccode.yml").read_text(encoding="utf-8"))


def test_the_software_is_named_and_placed() -> None:
    assert CONTENT["publiccodeYmlVersion"] == "0.7"
    assert CONTENT["name"]
    assert CONTENT["url"].startswith("https://")
    assert CONTENT["platforms"]
    assert CONTENT["developmentStatus"] in STATES
    assert CONTENT["softwareType"] == "standalone/web"
    date.fromisoformat(CONTENT["releaseDate"])


def test_it_stands_under_words_that_the_standard_has() -> None:
    assert CONTENT["categories"]
    assert set(CONTENT["categories"]) <= CATEGORIES
    assert set(CONTENT["intendedAudience"]["scope"]) <= SCOPES
    assert all(re.fullmatch("[A-Z]{2}", country) for country in CONTENT["intendedAudience"]["countries"])


@pytest.mark.parametrize("section", KNOWN)
def test_it_has_no_key_that_the_standard_does_not_know(section: str) -> None:
    assert (CONTENT[section] if section else CONTENT).keys() <= KNOWN[section]


def test_its_version_is_that_of_the_software() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (CONTENT["softwareVersion"], CONTENT["legal"]["license"]) == (project["version"], project["license"])


def test_its_logo_is_there() -> None:
    logo = PROJECT / CONTENT["logo"]
    assert logo.suffix in {".svg", ".svgz", ".png"}
    assert logo.is_file()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_described_in_both_languages(language: str) -> None:
    described = CONTENT["description"][language]
    assert described.keys() <= {"shortDescription", "longDescription", "features", "localisedName", "documentation"}
    assert len(described["shortDescription"]) <= SHORT
    assert "\n" not in described["shortDescription"]
    assert len(described["longDescription"]) in LONG
    assert described["features"]


def test_licence_maintenance_and_languages_are_told() -> None:
    assert CONTENT["legal"]["license"] == "EUPL-1.2"
    assert CONTENT["maintenance"]["type"] == "internal"
    assert CONTENT["maintenance"]["contacts"][0]["name"]
    assert CONTENT["localisation"] == {"localisationReady": True, "availableLanguages": ["nl", "en"]}


def test_what_it_needs_is_named_with_its_oldest_version() -> None:
    for needed in CONTENT["dependsOn"]["open"]:
        assert needed.keys() <= {"name", "versionMin", "versionMax", "version", "optional"}
        assert isinstance(needed["versionMin"], str)
