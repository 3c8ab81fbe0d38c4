from __future__ import annotations

import pytest
from django.utils import timezone

from lehc.assessment.conflicts import Applicant, LikelyConflict
from lehc.assessment.enums import ConflictKind
from lehc.assessment.forms.declaring import DeclarationsForm, name_field
from lehc.assessment.forms.panel import PutForwardForm
from lehc.assessment.forms.reviewing import ReviewForm
from lehc.assessment.policy import NOTHING, SEES, TO_DECLARE, TO_READ, Part, Stage
from lehc.assessment.presenters.applications import show_identity
from lehc.assessment.presenters.assessing import show_declarable
from lehc.assessment.presenters.desk import say_gaps, say_round, show_register
from lehc.assessment.presenters.panel import (
    show_filters,
    show_reviews,
)
from lehc.assessment.queries.panel import list_reviews
from lehc.assessment.queries.progress import Load, Progress
from lehc.assessment.queries.register import list_entries
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import DeclarationFactory, review_application
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db


class TestIdentity:
    @pytest.fixture
    def application(self):
        return ApplicationFactory(
            reference="A-1", person__name="Ann", organisation__name="Voices"
        )

    @pytest.mark.parametrize(
        ("fields", "shown"),
        [
            (NOTHING, {}),
            (TO_READ, {"reference": "A-1"}),
            (TO_DECLARE, {"name": "Ann", "organisation": "Voices", "place": "Leeds"}),
        ],
    )
    def test_only_the_fields_of_the_policy_are_there(
        self, application, fields, shown
    ) -> None:
        facts = Applicant(application.pk, "ann@voices.example", place_name="Leeds")

        assert show_identity(application, facts, fields) == shown

    @pytest.mark.parametrize(
        ("independent", "words"),
        [(True, "None: as themselves"), (False, "Not given")],
    )
    def test_no_organisation_is_said(self, independent, words) -> None:
        application = ApplicationFactory(organisation=None, is_independent=independent)

        assert show_identity(application, None, TO_DECLARE)["organisation"] == words

    def test_a_reason_is_not_shown_once_the_name_is_put_away(self, application) -> None:
        facts = Applicant(application.pk, "ann@voices.example")
        likely = [LikelyConflict(ConflictKind.PLACE, "You are both from Leeds.")]

        before = show_declarable(application, facts, likely, {}, fields=TO_DECLARE)
        after = show_declarable(application, facts, likely, {}, fields=TO_READ)

        assert before["likely"] == "You are both from Leeds."
        assert (after["likely"], after["rows"]) == ("", [])


class TestChoices:
    def test_links_keep_the_other_choice(self) -> None:
        links = show_filters("undecided", "median")

        assert [(link["url"], link["current"]) for link in links[:2]] == [
            ("?sort=median", False),
            ("?sort=median&show=undecided", True),
        ]


class TestReviews:
    def test_a_chair_sees_letters_and_the_team_names(self, call) -> None:
        application = ApplicationFactory(call=call, state="eligible")
        review = review_application(application, 4, 0, comment="Good")
        reviews = list_reviews(application)

        chair = show_reviews(reviews, SEES[Part.CHAIR, Stage.CLEARED], {})
        team = show_reviews(reviews, SEES[Part.TEAM, Stage.UNDECLARED], {})

        assert chair["columns"] == [
            {
                "label": "Review A",
                "mean": "1.00",
                "comment": "Good",
                "tendency": "",
            }
        ]
        assert team["columns"][0]["label"] == str(review.assignment.assessor.person)
        assert [row["scores"] for row in chair["rows"]] == [[4], [0]]

    def test_nothing_is_shown_without_the_field(self, call) -> None:
        application = ApplicationFactory(call=call, state="eligible")
        review_application(application, 4, 0)

        assert show_reviews(list_reviews(application), TO_READ, {}) == {
            "columns": [],
            "rows": [],
            "abstentions": [],
        }


class TestGaps:
    def test_all_met_says_nothing(self, rubric) -> None:
        progress = Progress(applications=3)
        progress.loads[1] = Load(given=3)
        progress.loads[2] = Load(given=2)

        assert say_gaps(progress, rubric) == []

    def test_each_gap_is_a_sentence(self, rubric) -> None:
        progress = Progress(
            applications=3, short_of_assessors=[1, 2], without_lived=[1]
        )
        progress.loads[1] = Load(given=4)
        progress.loads[2] = Load(given=2)

        said = say_gaps(progress, rubric)

        assert [sentence.split(". ")[0] for sentence in said] == [
            "2 applications have fewer than 2 assessors",
            "1 application has no assessor with lived experience",
            "Lists are from 2 to 4 long: conflicts of interest, or work begun earlier, "
            "keep them from being equal.",
        ]

    def test_the_round_in_a_sentence(self, rubric) -> None:
        assert say_round(None, None) == "There is no rubric yet."
        assert say_round(None, rubric).startswith("The rubric is a draft")
        assert say_round(rubric, None).startswith("Assessing is open until")
        rubric.closes_at = timezone.now()
        assert "no longer see applications" in say_round(rubric, None)


def test_a_corrected_conflict_stays_in_the_register(call) -> None:
    application = ApplicationFactory(call=call, state="eligible")
    person = PersonFactory()
    for conflict in (True, False):
        DeclarationFactory(
            person=person, application=application, has_conflict=conflict
        )
    viewer = PersonFactory()

    [row] = show_register(list_entries(viewer, call), viewer, call)

    assert (row["stands"], row["lift_url"]) == (False, "")


class TestForms:
    def test_a_tick_answers_for_what_was_left_open(self) -> None:
        one, other = ApplicationFactory(), ApplicationFactory()
        form = DeclarationsForm(
            {name_field(one): "place", "no_conflict_with_rest": "on"},
            applications=[one, other],
            likely=set(),
        )

        assert form.is_valid()
        assert [(said.application, said.kind) for said in form.read_said()] == [
            (one, ConflictKind.PLACE),
            (other, None),
        ]

    def test_a_zero_is_a_score_and_an_open_line_is_none(self, rubric) -> None:
        first, second = rubric.lines.all()
        form = ReviewForm({f"line_{first.pk}": "0"}, rubric=rubric, lived=False)

        assert form.is_valid()
        assert form.read_scores() == {first.pk: 0}
        assert second.pk not in form.read_scores()

    @pytest.mark.parametrize("score", ["5", "-1", "x"])
    def test_a_score_outside_the_scale_is_refused(self, rubric, score) -> None:
        line = rubric.lines.first()
        form = ReviewForm({f"line_{line.pk}": score}, rubric=rubric, lived=False)

        assert not form.is_valid()

    @pytest.mark.parametrize(
        ("median", "is_valid"),
        [("0", True), ("4", True), ("2.25", True), ("4.1", False), ("2.255", False)],
    )
    def test_a_median_is_between_nought_and_four(self, median, is_valid) -> None:
        form = PutForwardForm({"median": median, "reason": "Because"})

        assert form.is_valid() is is_valid
