from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from lehc.assessment.actions.rubrics import (
    Agreement,
    build_standard_rubric,
    change_line,
    change_round,
    publish_rubric,
    start_next_version,
)
from lehc.assessment.models import Rubric
from lehc.assessment.standard import STANDARD_ANCHORS, Words
from lehc.audit.models import AuditEvent
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import ReviewFactory, RubricFactory
from tests.factories.recruitment import CallFactory, CriterionFactory

pytestmark = pytest.mark.django_db
AGREED = Agreement(
    by="the co-production group", on=datetime.date(2026, 1, 2), statement="Equal."
)
NEW_WORDS = [Words(f"plain {n}", f"lived {n}") for n in range(5)]


def soon() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=10)


@pytest.fixture
def by():
    return PersonFactory()


@pytest.fixture
def call():
    call = CallFactory()
    CriterionFactory(call=call, title="Working with people")
    CriterionFactory(call=call, title="A wicked issue")
    return call


def read(rubric: Rubric) -> list[tuple]:
    return [
        (line.criterion.title, line.weight, [a.words for a in line.anchors.all()])
        for line in rubric.lines.all()
    ]


def test_standard_rubric_has_five_plain_anchors_a_criterion(call, by) -> None:
    rubric = build_standard_rubric(call=call, by=by, closes_at=soon())

    words = [anchor.plain for anchor in STANDARD_ANCHORS]
    assert read(rubric) == [
        ("Working with people", 1, words),
        ("A wicked issue", 1, words),
    ]
    assert (rubric.version, rubric.published_at) == (1, None)
    assert AuditEvent.objects.get().action == "assessment.build_rubric"


def test_standard_rubric_words_each_line_for_lived_experience(call, by) -> None:
    rubric = build_standard_rubric(call=call, by=by, closes_at=soon())

    assert rubric.lines.first().lived_experience_wording == (
        "What we look for. From where you stand, would what this person says make a "
        "difference to you and to people you know?"
    )


def test_there_is_one_draft_at_a_time(call, by) -> None:
    build_standard_rubric(call=call, by=by, closes_at=soon())

    with pytest.raises(ValidationError, match="finish that one"):
        build_standard_rubric(call=call, by=by, closes_at=soon())
    assert Rubric.objects.count() == 1


def test_change_line_sets_weight_wording_and_anchors(call, by) -> None:
    rubric = build_standard_rubric(call=call, by=by, closes_at=soon())
    line = rubric.lines.first()

    change_line(line=line, by=by, weight=4, wording="For you?", anchors=NEW_WORDS)

    assert read(rubric)[0] == (
        "Working with people",
        4,
        [w.plain for w in NEW_WORDS],
    )
    assert [a.lived_experience_words for a in line.anchors.all()] == [
        w.lived for w in NEW_WORDS
    ]


def test_change_line_refuses_a_rubric_published_meanwhile(by) -> None:
    rubric = RubricFactory(published=False)
    line = rubric.lines.first()
    before = read(rubric)
    publish_rubric(rubric=rubric, agreement=AGREED, by=by)

    with pytest.raises(ValidationError, match="has been published"):
        change_line(line=line, by=by, weight=9, wording="", anchors=NEW_WORDS)
    assert read(rubric) == before


def test_publish_puts_in_force_once(by) -> None:
    rubric = RubricFactory(published=False)
    publish_rubric(rubric=rubric, agreement=AGREED, by=by)

    assert list(Rubric.objects.published()) == [rubric]
    with pytest.raises(ValidationError, match="has been published"):
        publish_rubric(rubric=rubric, agreement=AGREED, by=by)


def test_publish_asks_for_words_on_each_criterion(by) -> None:
    rubric = RubricFactory(published=False)
    CriterionFactory(call=rubric.call, title="Added later")

    with pytest.raises(ValidationError, match="“Added later” first"):
        publish_rubric(rubric=rubric, agreement=AGREED, by=by)


def test_publish_asks_for_words_on_each_score(by) -> None:
    rubric = RubricFactory(published=False)
    rubric.lines.first().anchors.filter(score=2).update(words="")

    with pytest.raises(ValidationError, match="Say what each score means"):
        publish_rubric(rubric=rubric, agreement=AGREED, by=by)


def test_publish_asks_for_criteria(by) -> None:
    rubric = build_standard_rubric(call=CallFactory(), by=by, closes_at=soon())

    with pytest.raises(ValidationError, match="nothing to score yet"):
        publish_rubric(rubric=rubric, agreement=AGREED, by=by)


def test_publish_asks_for_a_closing_to_come(by) -> None:
    rubric = RubricFactory(published=False, closes_at=timezone.now())

    with pytest.raises(ValidationError, match="still to come"):
        publish_rubric(rubric=rubric, agreement=AGREED, by=by)


def test_publish_keeps_who_agreed_when_and_why(by) -> None:
    rubric = RubricFactory(published=False)
    publish_rubric(rubric=rubric, agreement=AGREED, by=by)

    rubric.refresh_from_db()
    assert (rubric.agreed_by, rubric.agreed_on, rubric.statement) == (
        "the co-production group",
        datetime.date(2026, 1, 2),
        "Equal.",
    )
    assert rubric.published_by == by


@pytest.mark.parametrize(
    "agreement",
    [
        replace(AGREED, by=" "),
        replace(AGREED, statement=""),
        replace(AGREED, on=datetime.date(2100, 1, 1)),
    ],
)
def test_publish_asks_who_agreed_when_and_why(by, agreement) -> None:
    rubric = RubricFactory(published=False)
    with pytest.raises(ValidationError, match=r"Say who set|today or earlier"):
        publish_rubric(rubric=rubric, agreement=agreement, by=by)
    assert not Rubric.objects.published().exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"agreed_by": "us"},
        {"statement": "Because."},
        {"agreed_by": "us", "agreed_on": datetime.date(2026, 1, 2)},
    ],
)
def test_the_database_keeps_an_agreement_whole(fields) -> None:
    with pytest.raises(IntegrityError):
        RubricFactory(**fields)


def test_next_version_copies_and_leaves_reviews_with_theirs(by) -> None:
    review = ReviewFactory(scores=(1, 2))
    first = review.rubric
    CriterionFactory(call=first.call, title="Added later")

    draft = start_next_version(rubric=first, by=by)
    publish_rubric(rubric=draft, agreement=AGREED, by=by)

    review.refresh_from_db()
    assert review.rubric == first
    assert read(draft)[:2] == read(first)
    assert read(draft)[2][0] == "Added later"
    assert list(first.call.rubrics.published()) == [draft, first]


def test_change_round_moves_the_closing_of_a_published_rubric(by) -> None:
    rubric = RubricFactory()
    later = soon() + datetime.timedelta(days=30)

    change_round(rubric=rubric, by=by, closes_at=later, reviews_per_application=4)

    rubric.refresh_from_db()
    assert (rubric.closes_at, rubric.reviews_per_application) == (later, 4)


def test_change_round_refuses_a_closing_that_has_passed(by) -> None:
    with pytest.raises(ValidationError, match="still to come"):
        change_round(
            rubric=RubricFactory(),
            by=by,
            closes_at=timezone.now() - datetime.timedelta(hours=1),
            reviews_per_application=2,
        )
