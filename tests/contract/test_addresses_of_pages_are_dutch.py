"""Addresses of pages are Dutch, of the API English; a new word in the address of a page is decided about here."""

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from loket_shared.service.runtime import ServiceDefinition
from loket_shared.web import sign_in
from loket_stack.postgres.databases import SERVICES

DUTCH = {
    *("algoritmeregister", "bedrijfsvoering", "bestand", "besluiten", "bijdrageverzoeken", "concepten", "contact"),
    *("controleren", "herijking", "instelling", "lijnen", "nieuw", "nieuw-regime", "nieuwe-regel", "ontvangen"),
    *("privacy", "proefvraag", "regels", "regelsets", "regimes", "simulaties", "tekst", "terugzetten"),
    *("toegankelijkheid", "vastgelopen-berichten", "verantwoording", "verdergaan", "verschillen", "verwerkingen"),
    *("verwijderen", "voorbeelden", "voorrang", "vragen", "wijzigingen", "woorden", "zaken"),
}
"""Also the words that Dutch and English share."""

OF_SIGN_IN = {"/login", "/logout", "/callback", "/backchannel-logout"}
"""No page is shown there, and the identity provider knows the last two."""

PARAMETERS = {
    *("cursor", "geweigerd", "handeling", "keuze", "kenmerk", "limit", "met", "status", "tot", "van", "werkvoorraad"),
    *("wie", "zoek"),
}
"""``cursor`` and ``limit`` are read by what pages share with the API."""


def pages() -> Iterator[tuple[ServiceDefinition, APIRoute]]:
    for name in SERVICES:
        service = import_module(f"loket_{name}.main").SERVICE
        for router in (sign_in.router, *service.pages) if service.pages else ():
            yield from ((service, route) for route in router.routes if isinstance(route, APIRoute))


def words(path: str) -> set[str]:
    return {word for word in path.split("/") if word and not re.fullmatch(r"\{\w+\}", word)}


def parameters(dependant: Dependant) -> Iterator[str]:
    yield from (each.alias for each in dependant.query_params)
    for inner in dependant.dependencies:
        yield from parameters(inner)


def test_no_page_has_an_english_word_in_its_address() -> None:
    addresses = {route.path for _, route in pages()} - OF_SIGN_IN
    assert {word for path in addresses for word in words(path)} == DUTCH


def test_no_page_has_an_english_parameter() -> None:
    asked = {name for _, route in pages() if route.path not in OF_SIGN_IN for name in parameters(route.dependant)}
    assert asked == PARAMETERS


@pytest.mark.parametrize("service", {service.name: service for service, _ in pages()}.values(), ids=lambda s: s.name)
def test_an_address_moves_to_one_of_dutch_words(service: ServiceDefinition) -> None:
    for former, today in service.moved.paths.items():
        assert words(today) <= DUTCH, former
