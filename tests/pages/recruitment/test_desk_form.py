from __future__ import annotations

import copy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lehc.recruitment.enums import QuestionKind
from lehc.recruitment.models import Call, FormVersion, Question, Section
from tests.factories.programmes import CohortFactory, RoleGrantFactory, SessionFactory
from tests.factories.recruitment import (
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    QuestionFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared(module_database: None) -> Any:
    """A coordinator, whose call is complete, and its form of our questions."""
    cohort = CohortFactory(slug="eighth")
    CriterionFactory(call=CallFactory(cohort=cohort))
    SessionFactory(cohort=cohort)
    person, client = RoleGrantFactory(cohort=cohort).person, Client()
    client.force_login(
        person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    client.post(reverse("form_start", args=["eighth"]), {"with": "standard"})
    return person, FormVersion.objects.get()


@pytest.fixture
def builder(shared: Any, sign_in: Any) -> Any:
    return sign_in(copy.deepcopy(shared[0]))


@pytest.fixture
def draft(shared: Any, db: None) -> FormVersion:
    return copy.deepcopy(shared[1])


def ask(**changes: str) -> dict[str, str]:
    return {
        "words": "What matters to you?",
        "hint": "",
        "kind": "long_text",
        "choices": "",
        "word_limit": "100",
        "is_required": "yes",
        "visibility": "assessed",
        "may_be_target": "no",
        "characteristic": "none",
    } | changes


def test_our_questions_are_put_in_by_a_button(builder: Any, draft: FormVersion) -> None:
    titles = [section.title for section in draft.sections.all()]
    assert titles == [
        "About you",
        "Your organisation and role",
        "Your place",
        "Why you",
        "Our place together",
    ]
    page = builder.get("/desk/eighth/form/").content.decode()
    assert "Draft" in page
    assert "The cohort may be balanced by it" in page


def test_our_questions_are_not_put_in_twice(builder: Any, draft: FormVersion) -> None:
    before = Question.objects.count()

    response = builder.post(
        reverse("form_start", args=["eighth"]), {"with": "standard"}, follow=True
    )

    assert "has questions already" in response.content.decode()
    assert Question.objects.count() == before


def test_an_empty_form_is_built_from_nothing(builder: Any, draft: FormVersion) -> None:
    draft.delete()
    builder.post(reverse("form_start", args=["eighth"]), {"with": "nothing"})
    builder.post(
        reverse("section_new", args=["eighth"]),
        {"title": "About you", "is_shared": "no"},
    )
    section = Section.objects.get()
    builder.post(reverse("question_new", args=["eighth", section.pk]), ask())

    question = Question.objects.get()
    assert (question.words, question.key, question.word_limit, question.position) == (
        "What matters to you?",
        "what-matters-to-you",
        100,
        1,
    )


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_a_question_of_each_kind_is_added_and_previewed(
    kind: QuestionKind, builder: Any, draft: FormVersion
) -> None:
    section = draft.sections.first()
    assert section is not None
    answers = ask(kind=kind, choices="One thing\n\n Another  thing ")
    builder.post(reverse("question_new", args=["eighth", section.pk]), answers)

    question = section.questions.get(words="What matters to you?")
    choices = [(choice.value, choice.label) for choice in question.choices.all()]
    listed = kind in {"one_of", "many_of"}
    wanted = [("one-thing", "One thing"), ("another-thing", "Another thing")]
    assert (question.kind, choices) == (kind, wanted if listed else [])
    preview = builder.get(
        reverse("form_preview_question", args=["eighth", question.pk])
    )
    assert "What matters to you?" in preview.content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "one_of", "choices": "Only"}, "Give at least two choices"),
        ({"kind": "one_of", "choices": "Yes\nyes!"}, "words of its own"),
        ({"kind": "long_text", "word_limit": ""}, "Say how many words"),
        ({"words": ""}, "What do you ask?"),
    ],
)
def test_a_question_that_cannot_be_asked_is_shown_again(
    changes: dict[str, str], message: str, builder: Any, draft: FormVersion
) -> None:
    section = draft.sections.first()
    assert section is not None
    before = Question.objects.count()

    response = builder.post(
        reverse("question_new", args=["eighth", section.pk]), ask(**changes)
    )

    page = response.content.decode()
    assert message in page
    assert "There is a problem" in page
    assert Question.objects.count() == before


def test_parts_are_moved_and_removed(builder: Any, draft: FormVersion) -> None:
    first, second, *_ = draft.sections.all()
    question = second.questions.all()[1]

    builder.post(
        reverse("section_move", args=["eighth", first.pk]), {"direction": "down"}
    )
    builder.post(
        reverse("question_move", args=["eighth", question.pk]), {"direction": "up"}
    )
    builder.post(
        reverse("question_remove", args=["eighth", second.questions.last().pk])
    )
    builder.post(reverse("section_remove", args=["eighth", first.pk]))

    assert next(iter(draft.sections.all())) == second
    keys = [one.key for one in Section.objects.get(pk=second.pk).questions.all()]
    assert keys == ["role", "job", "stream"]
    assert not Section.objects.filter(pk=first.pk).exists()


def test_publishing_makes_the_call_public(builder: Any, draft: FormVersion) -> None:
    assert "There is no call" in builder.get("/cohorts/eighth/").content.decode()

    response = builder.post(reverse("form_publish", args=["eighth"]), follow=True)

    assert "the call is public" in response.content.decode()
    draft.refresh_from_db()
    assert draft.published_at is not None
    assert "is open" in builder.get("/cohorts/eighth/").content.decode()


def test_an_incomplete_call_is_not_published_and_says_what_is_missing(
    builder: Any, draft: FormVersion
) -> None:
    Call.objects.get().criteria.all().delete()
    SectionFactory(form_version=draft, title="Nothing in it", position=9)

    response = builder.post(reverse("form_publish", args=["eighth"]), follow=True)

    page = response.content.decode()
    assert "Say what you look for" in page
    assert "Add a question to “Nothing in it”, or remove it" in page
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_published_form_never_changes_under_its_answers(
    desk: Any, sign_in: Any
) -> None:
    client = sign_in(desk.lead)
    section, question = desk.question.section, desk.question

    client.post(
        reverse("question_change", args=["seventh", question.pk]), ask(words="Changed?")
    )
    client.post(
        reverse("section_change", args=["seventh", section.pk]),
        {"title": "Changed", "is_shared": "no"},
    )
    client.post(reverse("question_new", args=["seventh", section.pk]), ask())
    client.post(reverse("question_remove", args=["seventh", question.pk]))
    client.post(reverse("section_remove", args=["seventh", section.pk]))
    client.post(
        reverse("section_new", args=["seventh"]), {"title": "New", "is_shared": "no"}
    )

    kept = [
        (one.title, [each.words for each in one.questions.all()])
        for one in desk.form.sections.all()
    ]
    assert kept == [("Your place", ["Which place?"])]
    page = client.get("/desk/seventh/form/").content.decode()
    assert "Make a new version" in page
    assert "Move up" not in page


def test_a_new_version_is_a_copy_that_may_change(desk: Any, sign_in: Any) -> None:
    client = sign_in(desk.lead)
    application = ApplicationFactory(call=desk.call, form_version=desk.form)

    client.post(reverse("form_new_version", args=["seventh"]))
    client.post(reverse("form_new_version", args=["seventh"]))  # a second press

    copy = FormVersion.objects.get(number=2)
    question = Question.objects.get(section__form_version=copy)
    assert (question.key, question.words) == ("place", "Which place?")
    client.post(
        reverse("question_change", args=["seventh", question.pk]),
        ask(words="Which town?", kind="place", word_limit=""),
    )
    question.refresh_from_db()
    desk.question.refresh_from_db()
    application.refresh_from_db()
    assert (question.words, question.key) == ("Which town?", "place")
    assert desk.question.words == "Which place?"
    assert application.form_version == desk.form
    asked = client.get(reverse("form_publish", args=["seventh"])).content.decode()
    assert "Publish version 2 of the form?" in asked
    assert "The call becomes public." not in asked
    page = client.get("/desk/seventh/form/").content.decode()
    assert "Version 1" in page
    assert "1 application" in page


def test_the_form_prints_whole_with_room_to_write(
    builder: Any, draft: FormVersion
) -> None:
    page = builder.get(reverse("form_preview", args=["eighth", 1])).content.decode()

    for question in Question.objects.all():
        assert question.words in page
    assert page.count("lehc-paper__line") > 60
    assert "Tick one" in page


def test_previews_lead_through_the_whole_form(builder: Any, draft: FormVersion) -> None:
    ids = list(Question.objects.values_list("pk", flat=True))
    first, last = (
        builder.get(reverse("form_preview_question", args=["eighth", pk])).content
        for pk in (ids[0], ids[-1])
    )

    assert b"Next question" in first
    assert b"Question before" not in first
    assert b"Next question" not in last
    assert b"Question before" in last


def test_without_a_call_there_is_nothing_to_build(sign_in: Any) -> None:
    cohort = CohortFactory()
    client = sign_in(RoleGrantFactory(cohort=cohort).person)

    page = client.get(reverse("desk_form", args=[cohort.slug])).content.decode()
    response = client.post(reverse("form_start", args=[cohort.slug]))

    assert "Plan the call first" in page
    assert response.status_code == 404


def test_the_page_asks_the_database_as_often_for_three_questions_as_for_one(
    desk: Any, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(desk.lead)

    once = count_queries(client, "/desk/seventh/form/")
    QuestionFactory.create_batch(2, section=desk.question.section)
    QuestionFactory.create_batch(2, section__form_version=desk.form)
    assert count_queries(client, "/desk/seventh/form/") == once
