from __future__ import annotations

import re

import pytest
from django.urls import reverse

from lehc.accounts.models import Person
from lehc.assessment.actions.tallies import refresh_tallies
from lehc.assessment.enums import PanelOutcome, ReviewState
from lehc.assessment.models import (
    Assessor,
    Assignment,
    Declaration,
    PanelDecision,
    Review,
    Score,
)
from lehc.assessment.queries import panel_outcomes
from lehc.recruitment.models import Application
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    DeclarationFactory,
    PanelDecisionFactory,
    ReviewFactory,
    RubricFactory,
    review_application,
)
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory
from tests.pages.assessment.conftest import PLANTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(sign_in, planted):
    return sign_in(planted.team_member())


def url(name: str, planted, *more) -> str:
    return reverse(name, args=[planted.slug, *more])


def add(planted, reference: str, *reviews: tuple[int, int]) -> Application:
    application = ApplicationFactory(
        call=planted.call, state="eligible", reference=reference
    )
    for scores in reviews:
        review_application(application, *scores)
    return application


def order(client, planted, query: str = "") -> list[str]:
    page = client.get(url("panel", planted) + query).content.decode()
    return re.findall(r'/panel/([\w-]+)/">\1<', page)


@pytest.fixture
def three(planted) -> None:
    """Beside the planted one (median 4, one review): spread 3, 1 and unread."""
    add(planted, "A-WIDE", (0, 0), (3, 3))
    add(planted, "A-CLOSE", (2, 2), (3, 3))
    add(planted, "A-UNREAD")


def test_the_list_opens_on_the_largest_disagreement(team, planted, three) -> None:
    assert order(team, planted) == ["A-WIDE", "A-CLOSE", "A-ZEBRA", "A-UNREAD"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("median", ["A-ZEBRA", "A-CLOSE", "A-WIDE", "A-UNREAD"]),
        ("reviews", ["A-UNREAD", "A-ZEBRA", "A-WIDE", "A-CLOSE"]),
        ("reference", ["A-CLOSE", "A-UNREAD", "A-WIDE", "A-ZEBRA"]),
        ("nonsense", ["A-WIDE", "A-CLOSE", "A-ZEBRA", "A-UNREAD"]),
    ],
)
def test_other_orders_live_in_the_address(team, planted, three, sort, expected) -> None:
    assert order(team, planted, f"?sort={sort}") == expected


def test_the_list_can_show_the_undecided_only(team, planted, three) -> None:
    PanelDecisionFactory(application=planted.application)

    assert order(team, planted, "?show=undecided") == ["A-WIDE", "A-CLOSE", "A-UNREAD"]
    assert order(team, planted, "?show=put_forward") == ["A-ZEBRA"]


def test_figures_leave_out_what_the_viewer_may_not_see(sign_in, planted, three) -> None:
    member = planted.team_member()
    client = sign_in(member)
    page = client.get(url("panel", planted)).content.decode()
    assert "3 of 4 applications have a review or more" in page

    planted.conflict(member)
    page = client.get(url("panel", planted)).content.decode()
    assert "2 of 3 applications have a review or more" in page


def test_a_chair_is_told_how_many_wait(sign_in, planted, three) -> None:
    chair = planted.chair()
    planted.clear(chair.person)
    client = sign_in(chair.person)
    page = client.get(url("panel", planted)).content.decode()

    assert order(client, planted) == ["A-ZEBRA"]
    assert "3 applications are not shown" in page
    assert url("assessment", planted) not in page


def test_reviews_stand_side_by_side(team, planted) -> None:
    review = review_application(planted.application, 0, 2, comment="Not so sure")
    page = team.get(
        url("panel_application", planted, PLANTED["reference"])
    ).content.decode()

    assert "Median 2.75 of 4, from 2 reviews." in page
    assert "The highest and the lowest are 2.50 apart." in page
    assert "<strong>4.00</strong>" in page
    assert "<strong>1.50</strong>" in page
    assert "Not so sure" in page
    assert str(review.assignment.assessor.person) in page


def test_a_review_set_aside_is_not_shown(team, planted) -> None:
    planted.conflict(planted.review.assignment.assessor.person)
    page = team.get(
        url("panel_application", planted, PLANTED["reference"])
    ).content.decode()

    assert "No review has been sent yet." in page
    assert PLANTED["comment"] not in page


def test_drafts_are_not_shown_and_abstentions_are_counted(
    sign_in, team, planted
) -> None:
    review_application(
        planted.application, 1, 1, state=ReviewState.DRAFT, comment="Half a thought"
    )
    review_application(
        planted.application,
        state=ReviewState.ABSTAINED,
        abstain_reason="We sing in one choir",
    )
    address = url("panel_application", planted, PLANTED["reference"])
    page = team.get(address).content.decode()
    assert "Half a thought" not in page
    assert "We sing in one choir" in page

    chair = planted.chair()
    planted.clear(chair.person)
    page = sign_in(chair.person).get(address).content.decode()
    assert "One assessor abstained." in page
    assert "choir" not in page


def test_a_decision_has_a_reason_and_a_history(team, planted) -> None:
    address = url("panel_application", planted, PLANTED["reference"])
    page = team.post(address, {"outcome": "put_forward"}).content.decode()
    assert page.count("Say why, in a sentence or two") == 2

    for outcome in ("discuss_again", "put_forward"):
        data = {"outcome": outcome, "reason": f"Reason of {outcome}"}
        assert team.post(address, data).url == url("panel", planted)

    page = team.get(address).content.decode()
    assert page.index("Reason of put_forward") < page.index("Reason of discuss_again")
    assert panel_outcomes(planted.call) == {
        planted.application.pk: PanelOutcome.PUT_FORWARD
    }


def test_nothing_is_decided_once_a_letter_is_written(team, planted, three) -> None:
    application = Application.objects.get(reference="A-CLOSE")
    Application.objects.filter(pk=application.pk).update(state="offered")
    address = url("panel_application", planted, application.reference)
    page = team.get(address).content.decode()
    assert "This application stands at “Offered a place”" in page
    assert "Record this decision" not in page
    typed = {"outcome": "not_this_time", "reason": "Changed our mind"}
    answer = team.post(address, typed, follow=True).content.decode()
    assert "decision can’t change that any more" in answer
    assert not PanelDecision.objects.filter(application=application).exists()


def test_many_are_put_forward_with_one_reason(team, planted, three) -> None:
    address = url("panel_put_forward", planted)
    page = team.post(address, {"median": "7", "reason": "x"}).content.decode()
    assert "Enter a number between 0 and 4, such as 2.5" in page

    team.post(address, {"median": "2.5", "reason": "Above the line"})

    decided = PanelDecision.objects.values_list("application__reference", "reason")
    assert sorted(decided) == [
        ("A-CLOSE", "Above the line"),
        ("A-ZEBRA", "Above the line"),
    ]


def test_a_chair_with_a_conflict_decides_nothing_of_it(sign_in, planted) -> None:
    chair = planted.chair()
    planted.conflict(chair.person)
    client = sign_in(chair.person)

    client.post(url("panel_put_forward", planted), {"median": "0", "reason": "All"})
    response = client.post(
        url("panel_application", planted, PLANTED["reference"]),
        {"outcome": "put_forward", "reason": "x"},
    )

    assert response.status_code == 404
    assert not PanelDecision.objects.exists()


@pytest.mark.parametrize("name", ["panel", "panel_calibration", "panel_put_forward"])
def test_only_team_and_chair_open_the_panel(sign_in, client, planted, name) -> None:
    address = url(name, planted)
    assert client.get(address).status_code == 302
    for person in (PersonFactory(), planted.assign(cleared=True).person):
        assert sign_in(person).get(address).status_code == 404
    assert sign_in(planted.chair().person).get(address).status_code == 200


def test_the_panel_works_with_get_and_post_only(team, planted) -> None:
    assert team.post(url("panel", planted)).status_code == 405
    assert team.delete(url("panel_put_forward", planted)).status_code == 405


def fill(planted, count: int) -> None:
    """Many applications with two reviews each, quickly."""
    first = planted.application
    people = Person.objects.bulk_create(
        Person(email=f"many{n}@example.org", name=f"Many {n}") for n in range(count)
    )
    applications = Application.objects.bulk_create(
        Application(
            call=planted.call,
            form_version=first.form_version,
            person=person,
            reference=f"M-{n:06}",
            state="eligible",
            organisation=first.organisation,
        )
        for n, person in enumerate(people)
    )
    assessors = [*Assessor.objects.all(), planted.assign()]
    lines = list(planted.rubric.lines.all())
    for at, assessor in enumerate(assessors):
        Declaration.objects.bulk_create(
            Declaration(person=assessor.person, application=one, has_conflict=False)
            for one in applications
        )
        given = Assignment.objects.bulk_create(
            Assignment(assessor=assessor, application=one, position=n)
            for n, one in enumerate(applications)
        )
        reviews = Review.objects.bulk_create(
            Review(
                assignment=row,
                rubric=planted.rubric,
                state=ReviewState.SUBMITTED,
                submitted_at=planted.rubric.published_at,
            )
            for row in given
        )
        Score.objects.bulk_create(
            Score(review=row, line=line, score=(n + at) % 5)
            for n, row in enumerate(reviews)
            for line in lines
        )
    refresh_tallies(Application.objects.filter(call=planted.call))


@pytest.mark.parametrize("count", [1, 3, 1000])
def test_the_list_asks_the_same_number_of_questions(
    team, planted, count, django_assert_num_queries
) -> None:
    fill(planted, count)
    with django_assert_num_queries(12):
        page = team.get(url("panel", planted) + "?sort=reference").content.decode()

    assert len(re.findall(r'<th class="nhsuk-table__header" scope="row">', page)) == (
        min(count + 1, 50)
    )


def test_leniency_is_shown_and_alters_no_score(sign_in, team, planted) -> None:
    kind = AssessorFactory(call=planted.call)
    plain = AssessorFactory(call=planted.call)
    for n in range(8):
        application = add(planted, f"A-{n}")
        for assessor, scores in ((kind, (4, n % 2 + 2)), (plain, (2, n % 2))):
            assignment = AssignmentFactory(
                assessor=assessor, application=application, cleared=True
            )
            ReviewFactory(assignment=assignment, scores=scores)

    page = team.get(url("panel_calibration", planted)).content.decode()
    assert "2 of 3 assessors score higher or lower" in page
    assert "Scores about 1.0 higher than the others." in page
    assert str(kind.person) in page
    page = team.get(url("panel_application", planted, "A-1")).content.decode()
    assert "Scores about 1.0 lower than the others." in page
    assert "Median 2.25 of 4, from 2 reviews." in page

    chair = planted.chair()
    for application in Application.objects.all():
        DeclarationFactory(person=chair.person, application=application)
    page = sign_in(chair.person).get(url("panel_calibration", planted))
    assert "Assessor 1" in page.content.decode()
    assert str(kind.person) not in page.content.decode()


def test_calibration_before_any_review_says_so(sign_in) -> None:
    call = RubricFactory().call
    member = RoleGrantFactory(cohort=call.cohort).person
    address = reverse("panel_calibration", args=[call.cohort.slug])
    page = sign_in(member).get(address).content.decode()
    assert "There are not enough reviews to say how far assessors agree." in page


def test_calibration_leaves_out_what_the_viewer_may_not_see(sign_in, planted) -> None:
    member = planted.team_member()
    planted.conflict(member)
    page = sign_in(member).get(url("panel_calibration", planted)).content.decode()
    assert PLANTED["reviewer"] not in page
