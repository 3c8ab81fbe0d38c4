from __future__ import annotations

from fractions import Fraction
from math import nan

import pytest

from lehc.assessment.calculations import (
    Agreement,
    Calibration,
    Tendency,
    calibrate,
    find_tendencies,
)
from lehc.assessment.policy import SEES, Part, Stage
from lehc.assessment.presenters.calibration import (
    draw_bar,
    find_mark,
    say_agreement,
    say_tendency,
    show_alpha,
    show_calibration,
    write_signed,
)
from lehc.assessment.queries.calibration import Mean, list_means
from lehc.recruitment.models import Application
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    DeclarationFactory,
    ReviewFactory,
    RubricFactory,
)
from tests.factories.recruitment import ApplicationFactory

TEAM, CHAIR = SEES[Part.TEAM, Stage.CLEARED], SEES[Part.CHAIR, Stage.CLEARED]
KIND = Tendency(7, 20, 0.52, 0.2, 0.82)
PLAIN = Tendency(3, 20, -0.1, -0.4, 0.2)
EARLY = Tendency(4, 1, 0.5, None, None)
ALONE = Tendency(5, 1, None, None, None)


def make_agreement(**facts: float) -> Agreement:
    values = {"alpha": 0.7, "low": 0.68, "high": 0.75, "same": 0.5, "different": 1.25}
    return Agreement(**(values | facts), applications=60, reviews=171)


@pytest.mark.django_db
class TestReading:
    def test_only_counted_reviews_of_these_applications(
        self, django_assert_num_queries
    ) -> None:
        call = RubricFactory().call
        one, other = (ApplicationFactory(call=call, state="eligible") for _ in range(2))
        kind, strict, conflicted = (AssessorFactory(call=call) for _ in range(3))
        for application, assessor, scores in (
            (one, kind, (4, 3)),
            (one, strict, (0, 2)),
            (one, conflicted, (1, 1)),
            (other, kind, (4, 4)),
        ):
            assignment = AssignmentFactory(
                assessor=assessor, application=application, cleared=True
            )
            ReviewFactory(assignment=assignment, scores=scores)
        DeclarationFactory(person=conflicted.person, application=one, has_conflict=True)
        with django_assert_num_queries(1):
            means = list_means(Application.objects.filter(pk=one.pk))

        assert means == [
            Mean(one.pk, kind.pk, Fraction(13, 4)),
            Mean(one.pk, strict.pk, Fraction(6, 4)),
        ]
        assert calibrate(Application.objects.filter(pk=one.pk)).agreement is None

    def test_nobody_has_written(self) -> None:
        assert calibrate(Application.objects.all()) == Calibration({}, None, 0)


def test_tendencies_are_by_assessor_in_points() -> None:
    means = [
        Mean(application, assessor, Fraction(application + (assessor == 90)))
        for application in (1, 2, 3)
        for assessor in (90, 10)
    ]
    found = find_tendencies(means)

    assert list(found) == [10, 90]
    assert found[90].leniency == pytest.approx(0.5)
    assert (found[10].reviews, found[90].reviews) == (3, 3)


@pytest.mark.parametrize(
    ("tendency", "words", "mark"),
    [
        (KIND, "Scores about 0.5 higher than the others.", "Kinder"),
        (
            Tendency(1, 9, -0.61, -1.0, -0.2),
            "Scores about 0.6 lower than the others.",
            "Stricter",
        ),
        (PLAIN, "Scores like the others, as far as these reviews can tell.", ""),
        (EARLY, "Too early to tell: there are too few reviews.", ""),
        (ALONE, "Can't be told: they share no application with others.", ""),
    ],
)
def test_a_tendency_in_words(tendency, words, mark) -> None:
    assert say_tendency(tendency) == words
    assert find_mark(tendency) == mark


def test_a_bar_stays_on_its_line() -> None:
    assert draw_bar(KIND) == {"left": 110, "width": 31, "middle": 126}
    assert draw_bar(Tendency(1, 2, 3.0, -5.0, 5.0)) == {
        "left": 0,
        "width": 200,
        "middle": 200,
    }
    assert draw_bar(EARLY) is None


@pytest.mark.parametrize(
    ("value", "words"), [(0.5, "+0.50"), (-0.5, "−0.50"), (-0.001, "0.00"), (None, "–")]
)
def test_signs_are_written_out(value, words) -> None:
    assert write_signed(value) == words


@pytest.mark.parametrize(
    ("facts", "start"),
    [
        ({}, "Assessors agree fairly well. Two reviews of the same"),
        ({"low": 0.9, "high": 0.95}, "Assessors agree closely."),
        ({"low": -0.2, "high": 0.3}, "Assessors agree little."),
        (
            {"low": 0.5, "high": 0.7},
            "Assessors agree in part, or agree fairly well: there are too few reviews",
        ),
        ({"alpha": nan}, "Every review says the same"),
    ],
)
def test_agreement_in_words(facts, start) -> None:
    assert say_agreement(make_agreement(**facts)).startswith(start)


def test_agreement_says_points_and_figures() -> None:
    assert "0.50 points apart on average, of 4; any two reviews, 1.25." in (
        say_agreement(make_agreement())
    )
    assert show_alpha(make_agreement()) == (
        "Krippendorff's alpha 0.70 (95% interval 0.68 to 0.75), from 171 reviews of 60 "
        "applications."
    )
    assert "not enough reviews" in say_agreement(None)
    assert show_alpha(None) == show_alpha(make_agreement(alpha=nan)) == ""


def test_the_chair_reads_letters_and_the_team_names() -> None:
    calibration = Calibration({3: PLAIN, 7: KIND}, None, 40)
    names = {3: "Ann", 7: "Bola"}

    team = show_calibration(calibration, names, TEAM)
    chair = show_calibration(calibration, names, CHAIR)

    assert [row["label"] for row in team["rows"]] == ["Bola", "Ann"]
    assert [row["label"] for row in chair["rows"]] == ["Assessor 2", "Assessor 1"]
    assert team["marked"] == 1
