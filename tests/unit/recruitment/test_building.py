from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lehc.audit.models import AuditEvent
from lehc.recruitment.actions.building import (
    QuestionDraft,
    build_standard_form,
    check_question,
    choose_slug,
    make_new_version,
    publish_form,
    save_question,
    save_section,
    start_form,
)
from lehc.recruitment.enums import KINDS_FOR_TARGETS, QuestionKind, Visibility
from lehc.recruitment.models import Choice, FormVersion, Question
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import SessionFactory
from tests.factories.recruitment import (
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Any:
    call = CallFactory()
    CriterionFactory(call=call)
    SessionFactory(cohort=call.cohort)
    return call


@pytest.fixture
def version(call: Any) -> FormVersion:
    return build_standard_form(call=call, by=None)


def test_our_questions_can_balance_a_cohort_by_role_stream_and_place(
    version: FormVersion,
) -> None:
    targets = Question.objects.filter(may_be_target=True)

    assert sorted(targets.values_list("key", "kind")) == [
        ("place", "place"),
        ("role", "one_of"),
        ("stream", "one_of"),
    ]


def test_lived_experience_is_asked_gently_and_never_balances(
    version: FormVersion,
) -> None:
    question = Question.objects.get(key="lived-experience")

    assert (question.is_required, question.may_be_target) == (False, False)


def test_only_the_last_section_is_shared(version: FormVersion) -> None:
    shared = [section.is_shared for section in version.sections.all()]

    assert shared == [False, False, False, False, True]


def test_our_questions_are_worded_as_questions_with_plain_hints(
    version: FormVersion,
) -> None:
    for question in Question.objects.all():
        assert question.words.endswith("?")
        assert not question.hint.endswith(".")


def test_every_key_is_its_own(version: FormVersion) -> None:
    keys = list(Question.objects.values_list("key", flat=True))

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("kind", QuestionKind)
def test_a_question_keeps_what_its_kind_has(call: Any, kind: QuestionKind) -> None:
    section = save_section(
        version=start_form(call=call, by=None), title="One", is_shared=False, by=None
    )
    draft = QuestionDraft(
        words=f"{kind}?",
        kind=kind,
        may_be_target=kind in KINDS_FOR_TARGETS,
        word_limit=100,
        choices=("One", "Two"),
    )

    question = save_question(section=section, draft=draft, by=None)

    assert question.may_be_target == (kind in KINDS_FOR_TARGETS)
    assert question.word_limit == (100 if kind == "long_text" else None)
    assert question.choices.count() == (2 if kind in {"one_of", "many_of"} else 0)


@pytest.mark.parametrize("kind", sorted(set(QuestionKind) - KINDS_FOR_TARGETS))
def test_a_cohort_is_not_balanced_by_what_has_no_groups(kind: QuestionKind) -> None:
    draft = QuestionDraft(
        words="Why?",
        kind=kind,
        may_be_target=True,
        word_limit=100,
        choices=("One", "Two"),
    )

    with pytest.raises(ValidationError) as refusal:
        check_question(draft)

    assert refusal.value.message_dict == {
        "may_be_target": [
            "Choose no: a cohort can’t be balanced by this kind of answer"
        ]
    }


def test_a_choice_whose_words_stay_keeps_its_value(version: FormVersion) -> None:
    question = Question.objects.get(key="role")
    before = dict(question.choices.values_list("label", "pk"))
    draft = QuestionDraft(
        words=question.words,
        kind=QuestionKind.ONE_OF,
        choices=("Unpaid carer", "Somebody else", "Clinician"),
    )

    save_question(section=question.section, question=question, draft=draft, by=None)

    rows = question.choices.values_list("label", "value", "position", "pk")
    assert [row[:3] for row in rows] == [
        ("Unpaid carer", "unpaid-carer", 1),
        ("Somebody else", "somebody-else", 2),
        ("Clinician", "clinician", 3),
    ]
    assert [row[3] for row in rows][::2] == [
        before["Unpaid carer"],
        before["Clinician"],
    ]


def test_the_same_words_asked_twice_get_keys_of_their_own(call: Any) -> None:
    section = save_section(
        version=start_form(call=call, by=None), title="One", is_shared=False, by=None
    )
    draft = QuestionDraft(words="Why?", kind=QuestionKind.SHORT_TEXT)

    keys = [save_question(section=section, draft=draft, by=None).key for _ in range(3)]

    assert keys == ["why", "why-2", "why-3"]


@pytest.mark.parametrize(
    ("words", "taken", "slug"),
    [
        ("What matters?", [], "what-matters"),
        ("What matters?", ["what-matters"], "what-matters-2"),
        ("???", [], "question"),
        ("x" * 90, [], "x" * 46),
        ("x" * 90, ["x" * 46], "x" * 46 + "-2"),
    ],
)
def test_a_slug_fits_and_is_free(words: str, taken: list[str], slug: str) -> None:
    assert choose_slug(words, taken, fallback="question") == slug


def test_a_version_is_a_draft_until_published_or_begun(
    version: FormVersion, call: Any
) -> None:
    ApplicationFactory(call=call, form_version=version)

    with pytest.raises(ValidationError, match="Make a new version"):
        save_section(version=version, title="More", is_shared=False, by=None)


def test_publishing_twice_is_refused(version: FormVersion) -> None:
    publish_form(version=version, by=None)

    with pytest.raises(ValidationError):
        publish_form(version=version, by=None)


def test_publishing_is_written_down(version: FormVersion) -> None:
    person = PersonFactory()

    publish_form(version=version, by=person)

    event = AuditEvent.objects.get(action="recruitment.publish_form")
    assert (event.actor_id, event.facts) == (person.pk, {"number": 1})


def describe(version: FormVersion) -> list[Any]:
    """A version as plain values, all of it but its numbers."""
    fields = ("position", "key", "kind", "words", "hint", "is_required", "word_limit")
    return [
        (
            section.title,
            section.position,
            section.is_shared,
            [
                (
                    [getattr(question, name) for name in fields],
                    question.visibility,
                    question.may_be_target,
                    list(question.choices.values_list("value", "label", "hint")),
                )
                for question in section.questions.all()
            ],
        )
        for section in version.sections.all()
    ]


def test_a_new_version_says_the_same_and_shares_nothing(version: FormVersion) -> None:
    publish_form(version=version, by=None)
    counts = Question.objects.count(), Choice.objects.count()

    copy = make_new_version(version=version, by=None)

    assert (copy.number, copy.published_at) == (2, None)
    assert describe(copy) == describe(version)
    assert (Question.objects.count(), Choice.objects.count()) == (
        counts[0] * 2,
        counts[1] * 2,
    )
    assert make_new_version(version=version, by=None) == copy


def test_a_draft_question_shows_its_visibility(version: FormVersion) -> None:
    place = Question.objects.get(key="place")

    assert place.visibility == Visibility.DECLARING
