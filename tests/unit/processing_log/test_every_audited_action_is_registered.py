"""No action without a processing activity, and none in the register that nobody does."""

import re
from collections import Counter
from pathlib import Path

import pytest
from unit.processing_log.audited_actions import Sources, UnknownActionError

from loket_policy.policy import processing_register
from loket_shared.processing_log.register import About
from loket_stack.paths import PROJECT

PACKAGES = [PROJECT / "shared" / "loket_shared", *PROJECT.glob("services/*/loket_*")]
REGISTERED = Counter(action for activity in processing_register().activities for action in activity.actions)


def test_the_register_holds_what_the_code_audits() -> None:
    audited = [Sources([*package.rglob("*.py")]).audited() for package in PACKAGES]
    assert len(audited) == 5
    assert set().union(*audited) == set(REGISTERED)


def test_an_action_is_part_of_one_activity_for_each_thing_it_can_be_about() -> None:
    """The front office's notes are about a question, a department's about its contribution."""
    assert [action for action, times in REGISTERED.items() if times > 1] == ["note.written"]
    kinds = {a.about for a in processing_register().activities if "note.written" in a.actions}
    assert kinds == {About.QUESTION, About.CONTRIBUTION}


def test_every_pseudonym_is_explained_and_every_version_has_a_date_of_its_own() -> None:
    assert [pseudonym.id for pseudonym in processing_register().pseudonyms] == list(About)
    for activity in processing_register().activities:
        dates = [version.since for version in activity.versions]
        assert dates == sorted(set(dates))


@pytest.mark.parametrize(
    ("code", "actions"),
    [
        ("async def f(work): await work.audit(p, 'a.read', r)", {"a.read"}),
        ("async def f(work): await work.audit(p, 'x' if r else 'y', r)", {"x", "y"}),
        (
            "async def f(work, act): await work.audit(p, f'r.{act}', r)\nf(w, 'go')\nf(w, act='stop')",
            {"r.go", "r.stop"},
        ),
        ("class Act(StrEnum):\n    GO = 'go'\nasync def f(act): await w.audit(p, f'{act}-q', r)\nf(Act.GO)", {"go-q"}),
        ("class D:\n    by: int\n    act: str\n    def n(self): w.audit(1, self.act, 2)\nD(1, 'drop')", {"drop"}),
    ],
)
def test_actions_are_found_however_they_are_written(tmp_path: Path, code: str, actions: set[str]) -> None:
    file = tmp_path / "some.py"
    file.write_text(code)
    assert Sources([file]).audited() == actions


@pytest.mark.parametrize("action", ["made_up()", "act"])
def test_an_action_that_cannot_be_told_is_not_passed_over(tmp_path: Path, action: str) -> None:
    file = tmp_path / "some.py"
    file.write_text(f"def f(work, act): work.audit(p, {action}, r)")
    with pytest.raises(UnknownActionError):
        Sources([file]).audited()


def test_an_action_is_a_thing_and_what_was_done_to_it() -> None:
    grammar = re.compile(r"[a-z]+(-[a-z]+)*\.([a-z]+-)*(read|made|given|written|withdrawn|resent|[a-z]+ed)(-[a-z]+)*")
    assert [action for action in REGISTERED if not grammar.fullmatch(action)] == []


def test_an_action_of_an_earlier_release_means_what_it_is_called_now() -> None:
    register = processing_register()
    assert set(register.former_actions.values()) <= set(REGISTERED)
    assert not set(register.former_actions) & set(REGISTERED)
    formerly = register.meaning_of("submit-question", "KV-2026-000001")
    assert formerly == register.meaning_of("question.submitted", "KV-2026-000001")
    assert formerly is not None
