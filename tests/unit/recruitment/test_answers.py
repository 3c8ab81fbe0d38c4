from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.recruitment.actions.answers import Overwritten, mark_section, save_answer
from lehc.recruitment.models import Answer, Application, Question, SectionMark
from lehc.recruitment.queries.applying import read_marks
from tests.factories.applying import build_form, build_team, close, fill_in, start

pytestmark = pytest.mark.django_db


def question(application: Application, key: str) -> Question:
    return Question.objects.get(section__form_version=application.form_version, key=key)


def save(application: Application, key: str, value: Any, **facts: Any) -> Any:
    facts = {"by": application.person} | facts
    return save_answer(
        application=application,
        question=question(application, key),
        value=value,
        **facts,
    )


def test_an_answer_is_kept_and_changed_in_place() -> None:
    application = start(build_form())

    save(application, "job", "Nurse")
    save(application, "job", "Matron")

    answer = Answer.objects.get()
    assert (answer.value, answer.application, answer.team) == (
        "Matron",
        application,
        None,
    )
    assert answer.entered_by == application.person
    assert "Matron" not in str(list(AuditEvent.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize("state", ["submitted", "withdrawn", "offered"])
def test_nothing_is_kept_once_it_is_sent(state: str) -> None:
    application = start(build_form(), state=state)

    with pytest.raises(ValidationError) as refusal:
        save(application, "job", "Nurse")

    assert refusal.value.code == "sent"
    assert Answer.objects.count() == 0


def test_nothing_is_kept_after_the_deadline() -> None:
    application = start(build_form())
    close(application.call)

    with pytest.raises(ValidationError) as refusal:
        save(application, "job", "Nurse")

    assert refusal.value.code == "closed"


def test_a_stale_page_does_not_bring_a_sent_application_back() -> None:
    """The page was opened before it was sent in another tab."""
    application = start(build_form())
    Application.objects.filter(pk=application.pk).update(state="submitted")

    with pytest.raises(ValidationError) as refusal:
        save(application, "job", "Nurse")

    assert refusal.value.code == "sent"


def test_a_shared_answer_belongs_to_the_team() -> None:
    team = build_team(build_form())
    first, second, _ = team.members.all()

    save(first, "issue", "Loneliness")
    save(second, "issue", "Loneliness among men")

    answer = Answer.objects.get()
    assert (answer.team, answer.application, answer.value) == (
        team,
        None,
        "Loneliness among men",
    )


def test_a_shared_section_alone_belongs_to_the_person() -> None:
    application = start(build_form())

    save(application, "issue", "Loneliness")

    assert Answer.objects.get().application == application


def test_whoever_was_overwritten_is_given_back() -> None:
    team = build_team(build_form())
    first, second, _ = team.members.all()
    save(first, "issue", "Theirs")

    assert save(second, "issue", "Mine", seen=None) == Overwritten(
        value="Theirs", by=first.person
    )


def test_nobody_was_overwritten_when_the_page_showed_their_answer() -> None:
    team = build_team(build_form())
    first, second, _ = team.members.all()
    save(first, "issue", "Theirs")
    seen = Answer.objects.get().changed_at

    assert save(second, "issue", "Better together", seen=seen) is None


@pytest.mark.parametrize("seen", [None, timezone.now()])
def test_one_s_own_second_tab_overwrites_quietly(seen: datetime | None) -> None:
    application = start(build_form())
    save(application, "job", "Nurse")

    assert save(application, "job", "Matron", seen=seen) is None


def test_the_same_words_overwrite_nobody() -> None:
    team = build_team(build_form())
    first, second, _ = team.members.all()
    save(first, "issue", "Same")

    assert save(second, "issue", "Same") is None


def test_a_change_takes_the_sign_off_back() -> None:
    application = fill_in(build_team(build_form()).members.first())
    application.signed_off_at = timezone.now()
    application.save()

    save(application, "job", "Matron")

    application.refresh_from_db()
    assert application.signed_off_at is None


@pytest.fixture
def files(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def read_file(answer: Answer) -> bytes:
    with answer.file.open() as file:
        return bytes(file.read())


def count_files(files: Any) -> int:
    return sum(path.is_file() for path in files.rglob("*"))


def test_a_file_is_stored_under_a_name_nobody_guesses(files: Any) -> None:
    application = start(build_form())

    save(application, "letter", "my cv.PDF", file=ContentFile(b"%PDF-1", name="x"))

    answer = Answer.objects.get()
    folder, _, name = answer.file.name.rpartition("/")
    assert (answer.value, folder, len(name)) == ("my cv.PDF", "answers", 36)
    assert name.endswith(".pdf")
    assert read_file(answer) == b"%PDF-1"


def test_another_file_takes_the_place_of_the_first(
    files: Any, django_capture_on_commit_callbacks: Any
) -> None:
    application = start(build_form())
    save(application, "letter", "a.pdf", file=ContentFile(b"first", name="x"))

    with django_capture_on_commit_callbacks(execute=True):
        save(application, "letter", "b.pdf", file=ContentFile(b"second", name="x"))

    answer = Answer.objects.get()
    assert answer.value == "b.pdf"
    assert read_file(answer) == b"second"
    assert count_files(files) == 1


def test_a_file_stays_when_no_other_is_given(files: Any) -> None:
    application = start(build_form())
    save(application, "letter", "a.pdf", file=ContentFile(b"first", name="x"))

    save(application, "letter", "a.pdf")

    assert read_file(Answer.objects.get()) == b"first"


def test_a_file_is_taken_away_with_its_answer(
    files: Any, django_capture_on_commit_callbacks: Any
) -> None:
    application = start(build_form())
    save(application, "letter", "a.pdf", file=ContentFile(b"first", name="x"))

    with django_capture_on_commit_callbacks(execute=True):
        save(application, "letter", None)

    answer = Answer.objects.get()
    assert (answer.value, answer.file.name, count_files(files)) == (None, "", 0)


def test_a_section_is_marked_and_unmarked() -> None:
    application = start(build_form())
    section = question(application, "why").section
    facts = {"application": application, "section": section, "by": application.person}

    mark_section(is_complete=True, **facts)
    mark_section(is_complete=True, **facts)
    assert read_marks(application) == {section.pk}

    mark_section(is_complete=False, **facts)
    assert read_marks(application) == set()


def test_a_shared_section_is_marked_for_everybody() -> None:
    team = build_team(build_form())
    first, second, _ = team.members.all()
    section = question(first, "issue").section

    mark_section(application=first, section=section, is_complete=True, by=first.person)

    assert SectionMark.objects.get().team == team
    assert read_marks(second) == {section.pk}


def test_a_mark_from_before_joining_does_not_count_for_the_team() -> None:
    version = build_form()
    application = start(version)
    section = question(application, "issue").section
    mark_section(
        application=application,
        section=section,
        is_complete=True,
        by=application.person,
    )
    application.team = build_team(version)
    application.save()

    assert read_marks(application) == set()
