"""A message holds the reference and a link, never content, a topic or a department's name.

See docs/architecture.md#confidentiality.
"""

from dataclasses import fields
from datetime import date
from itertools import product
from typing import get_args
from uuid import UUID

import pytest
from jinja2 import Environment, meta

from loket_notifications.domain.message import Links, MessageFacts
from loket_notifications.domain.notification import NotificationKind
from loket_notifications.gateways.message_text import render_text, template_of
from loket_policy import code_lists
from loket_shared.contracts.texts import BilingualText, Language

TO_ASKER = [kind for kind in NotificationKind if kind not in (NotificationKind.NEW_WORK, NotificationKind.WORK_AT_RISK)]
TO_DEPARTMENT = [NotificationKind.NEW_WORK, NotificationKind.WORK_AT_RISK]
LANGUAGES: tuple[Language, ...] = get_args(Language)
REFERENCE = "KV-2026-000123"
REQUEST = UUID("0192f0c1-7c3a-7def-8a00-000000000002")
LINKS = Links("https://vragen.example", "https://werkplek.example")
EVERY_MESSAGE = list(product(NotificationKind, LANGUAGES))


def message_text(kind: NotificationKind, language: Language) -> str:
    reference = REFERENCE if kind in TO_ASKER else None
    message = render_text(MessageFacts(kind, language, reference, LINKS.to_page(reference, REQUEST)))
    return f"{message.subject}\n{message.body}"


def test_a_text_can_draw_on_nothing_but_the_reference_and_the_link() -> None:
    assert {field.name for field in fields(MessageFacts)} == {"kind", "language", "reference", "link"}


@pytest.mark.parametrize(("kind", "language"), EVERY_MESSAGE)
def test_a_text_asks_for_nothing_else(kind: NotificationKind, language: Language) -> None:
    environment = template_of(kind, language).environment
    asked = set().union(*(_asked(environment, f"{language}/{name}.txt") for name in (kind, "message")))
    assert asked <= {"reference", "link"}


def _asked(environment: Environment, name: str) -> set[str]:
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, name)
    return meta.find_undeclared_variables(environment.parse(source))


@pytest.mark.parametrize(("kind", "language"), EVERY_MESSAGE)
def test_no_message_names_a_department_a_topic_or_a_field(kind: NotificationKind, language: Language) -> None:
    text = message_text(kind, language).lower()
    names = [name.in_language(language) for name in _names_that_tell()]
    assert [name for name in names if name.lower() in text] == []
    words = set(text.replace(".", " ").replace(",", " ").split())
    assert words.isdisjoint(department.code.lower() for department in code_lists.departments())


def _names_that_tell() -> list[BilingualText]:
    departments = [department.named(date(2026, 11, 23)).name for department in code_lists.departments()]
    return departments + [code.name for code in (*code_lists.topics(), *code_lists.fields())]


@pytest.mark.parametrize(("kind", "language"), list(product(TO_ASKER, LANGUAGES)))
def test_the_asker_reads_the_reference_and_where_to_go(kind: NotificationKind, language: Language) -> None:
    text = message_text(kind, language)
    assert REFERENCE in text
    assert f"https://vragen.example/vragen/{REFERENCE}" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_occasion_is_told_from_the_others_by_its_subject(language: Language) -> None:
    subjects = {message_text(kind, language).splitlines()[0] for kind in NotificationKind}
    assert len(subjects) == len(NotificationKind)


@pytest.mark.parametrize(("kind", "language"), list(product(TO_DEPARTMENT, LANGUAGES)))
def test_a_department_reads_no_reference_only_the_address_of_its_own_work(
    kind: NotificationKind, language: Language
) -> None:
    text = message_text(kind, language)
    assert "KV-" not in text
    assert f"https://werkplek.example/bijdrageverzoeken/{REQUEST}" in text


@pytest.mark.parametrize(("kind", "language"), EVERY_MESSAGE)
def test_a_message_has_one_line_of_subject_and_a_body_in_lines_that_fit(
    kind: NotificationKind, language: Language
) -> None:
    subject, _, body = message_text(kind, language).partition("\n")
    assert 0 < len(subject) <= 78
    assert all(len(line) <= 120 for line in body.splitlines())
    assert "\n\n\n" not in body
