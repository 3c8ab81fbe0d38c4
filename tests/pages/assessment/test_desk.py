from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.assessment.actions.payments import make_claim, set_terms
from lehc.assessment.actions.swaps import ask_swap
from lehc.assessment.models import Assessor, Assignment, Review, Rubric
from lehc.assessment.policy import panel_applications
from lehc.assessment.queries.access import list_team_assessors
from lehc.assessment.queries.progress import describe_progress
from lehc.assessment.todo import list_assessment_todos
from lehc.programmes.models import Organisation, RoleGrant
from lehc.recruitment.models import Application
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    RubricFactory,
    review_application,
)
from tests.factories.places import AreaFactory
from tests.factories.programmes import CohortFactory, RoleGrantFactory
from tests.factories.recruitment import (
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(sign_in, planted):
    return sign_in(planted.team_member())


def url(name: str, planted, *more) -> str:
    return reverse(name, args=[planted.slug, *more])


def read(client, name: str, planted, *more) -> str:
    return client.get(url(name, planted, *more)).content.decode()


def test_the_home_says_who_has_how_many_to_do(team, planted) -> None:
    planted.assign()
    page = read(team, "assessment", planted)

    assert "Assessing is open until" in page
    assert "0 of 1 application have all 2 reviews." in page
    assert "Remind everybody who has something to do" in page


def test_the_home_leaves_out_what_the_viewer_has_a_conflict_with(
    sign_in, planted
) -> None:
    member = planted.team_member()
    planted.conflict(member)
    page = read(sign_in(member), "assessment", planted)

    assert "No application is being assessed now." in page
    assert page.count('numeric">1<') == 0


def test_what_could_not_be_met_is_said_in_words(team, planted) -> None:
    page = read(team, "assessment", planted)

    assert "1 application has fewer than 2 assessors." in page
    assert "1 application has no assessor with lived experience." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_asks_the_same_number_of_questions(
    team, planted, count, django_assert_num_queries
) -> None:
    for _ in range(count):
        review_application(ApplicationFactory(call=planted.call, state="eligible"), 1)
    with django_assert_num_queries(14):
        team.get(url("assessment", planted))


def test_a_cohort_without_a_call_says_so(sign_in) -> None:
    cohort = CohortFactory()
    client = sign_in(RoleGrantFactory(cohort=cohort).person)

    for name in ("assessment", "panel"):
        page = client.get(reverse(name, args=[cohort.slug])).content.decode()
        assert "There is no call for applications yet" in page
    assert client.get(reverse("rubric", args=[cohort.slug])).status_code == 404
    assert (
        client.get(reverse("panel_put_forward", args=[cohort.slug])).status_code == 404
    )


AGREEMENT = {
    "agreed_by": "the co-production group",
    "agreed_on-day": "2",
    "agreed_on-month": "1",
    "agreed_on-year": "2026",
    "statement": "We talked, and weighed them like this.",
}
TEAM_PAGES = (
    "assessment",
    "rubric",
    "rubric_round",
    "assessor_add",
    "conflicts",
    "conflicts_csv",
    "conflict_declare",
)


@pytest.mark.parametrize("name", TEAM_PAGES)
def test_only_the_team_opens_the_teams_pages(sign_in, client, planted, name) -> None:
    address = url(name, planted)
    assert client.get(address).status_code == 302
    for person in (PersonFactory(), planted.assign().person, planted.chair().person):
        assert sign_in(person).get(address).status_code == 404
    assert sign_in(planted.team_member()).get(address).status_code == 200


@pytest.mark.parametrize("name", ["share_out", "assessors_remind", "rubric_start"])
def test_buttons_are_posts_of_the_team_only(sign_in, planted, name) -> None:
    stranger = sign_in(PersonFactory())
    assert stranger.post(url(name, planted)).status_code == 404
    assert stranger.get(url(name, planted)).status_code == 405


def test_share_out_gives_applications_and_can_be_pressed_again(team, planted) -> None:
    AssessorFactory(call=planted.call)
    page = team.post(url("share_out", planted), follow=True).content.decode()
    assert "Shared out: 1 new place in assessors&#x27; lists." in page
    assert Assignment.objects.current().count() == 2

    page = team.post(url("share_out", planted), follow=True).content.decode()
    assert "Nothing was missing, so nothing was changed." in page


def test_share_out_says_what_is_missing_first(sign_in) -> None:
    call = CallFactory()
    client = sign_in(RoleGrantFactory(cohort=call.cohort).person)
    page = client.post(
        reverse("share_out", args=[call.cohort.slug]), follow=True
    ).content.decode()

    assert "Publish the rubric first" in page


def test_remind_writes_to_those_with_something_to_do(
    team, planted, django_capture_on_commit_callbacks
) -> None:
    waiting, other = planted.assign(), planted.assign()
    with django_capture_on_commit_callbacks(execute=True):
        team.post(url("assessors_remind", planted), {"assessor": waiting.pk})
    assert [letter.to for letter in mail.outbox] == [[waiting.person.email]]

    with django_capture_on_commit_callbacks(execute=True):
        team.post(url("assessors_remind", planted))
    assert {letter.to[0] for letter in mail.outbox} == {
        waiting.person.email,
        other.person.email,
    }


class TestAssessors:
    def test_somebody_new_is_invited_by_letter(
        self, team, planted, django_capture_on_commit_callbacks
    ) -> None:
        area = AreaFactory()
        with django_capture_on_commit_callbacks(execute=True):
            team.post(
                url("assessor_add", planted),
                {
                    "email": " New.Person@Leeds.gov.uk ",
                    "name": "New Person",
                    "parts": ["reads"],
                    "has_lived_experience": "on",
                    "organisation": "A new group",
                    "sector": "community_group",
                    "place": area.pk,
                },
            )

        assessor = Assessor.objects.get(person__email="new.person@leeds.gov.uk")
        assert (str(assessor.person), assessor.has_lived_experience) == (
            "New Person",
            True,
        )
        assert (assessor.organisation.name, assessor.place) == ("A new group", area)
        grant = RoleGrant.objects.current().get(person=assessor.person)
        assert (grant.role, grant.cohort) == ("assessor", planted.call.cohort)
        [letter] = mail.outbox
        assert letter.to == ["new.person@leeds.gov.uk"]
        assert "counts exactly as much" in letter.body

    def test_somebody_known_keeps_their_account(self, team, planted) -> None:
        person = PersonFactory(email="known@leeds.gov.uk", name="Known")
        data = {"email": person.email, "name": "Else", "parts": ["chairs"]}
        team.post(url("assessor_add", planted), data)

        assessor = Assessor.objects.get(person=person)
        assert (assessor.reads, assessor.chairs_panel) == (False, True)
        assert Person.objects.get(email=person.email).name == "Known"

    def test_nobody_is_added_twice(self, team, planted) -> None:
        there = planted.review.assignment.assessor.person
        data = {"email": there.email, "name": "x", "parts": ["reads"]}
        page = team.post(url("assessor_add", planted), data).content.decode()

        assert "is on the list already" in page

    def test_a_new_organisation_needs_its_kind(self, team, planted) -> None:
        data = {
            "email": "a@leeds.gov.uk",
            "name": "A",
            "parts": ["reads"],
            "organisation": "Unheard of",
        }
        page = team.post(url("assessor_add", planted), data).content.decode()

        assert page.count("Choose what kind of organisation Unheard of is") == 2
        assert not Organisation.objects.filter(name="Unheard of").exists()

    def test_what_we_know_can_change(self, team, planted) -> None:
        assessor = planted.assign()
        data = {"parts": ["reads", "chairs"], "has_lived_experience": "on"}
        team.post(url("assessor_change", planted, assessor.pk), data)

        assessor.refresh_from_db()
        assert (assessor.chairs_panel, assessor.has_lived_experience) == (True, True)

    def test_ending_access_frees_what_was_not_finished(self, team, planted) -> None:
        assessor = planted.assign(cleared=True)
        end = url("assessor_end", planted, assessor.pk)
        assert "End the access of" in team.get(end).content.decode()

        team.post(end)

        assessor.refresh_from_db()
        assert assessor.ended_at is not None
        assert not assessor.assignments.current().exists()
        assert not RoleGrant.objects.current().filter(person=assessor.person).exists()

    def test_ending_access_keeps_a_sent_review_counting(self, team, planted) -> None:
        assessor = planted.review.assignment.assessor
        team.post(url("assessor_end", planted, assessor.pk))

        assert list(Review.objects.counted()) == [planted.review]

    def test_somebody_whose_access_ended_can_come_back(self, team, planted) -> None:
        assessor = planted.assign()
        team.post(url("assessor_end", planted, assessor.pk))
        data = {"email": assessor.person.email, "name": "x", "parts": ["reads"]}
        team.post(url("assessor_add", planted), data)

        assessor.refresh_from_db()
        assert assessor.ended_at is None
        assert RoleGrant.objects.current().filter(person=assessor.person).count() == 1

    def test_those_whose_access_ended_come_last(self, team, planted) -> None:
        first, second = planted.assign(), planted.assign()
        team.post(url("assessor_end", planted, first.pk))

        pks = [row.pk for row in list_team_assessors(planted.call)]
        assert pks[-1] == first.pk
        assert second.pk in pks

    def test_an_assessor_of_another_call_is_not_found(self, team, planted) -> None:
        other = AssessorFactory()

        for name in ("assessor_change", "assessor_end"):
            assert team.get(url(name, planted, other.pk)).status_code == 404
            assert team.post(url(name, planted, other.pk)).status_code == 404
        other.refresh_from_db()
        assert other.ended_at is None


class TestRubric:
    @pytest.fixture
    def call(self):
        call = CallFactory()
        CriterionFactory(call=call, title="Working with people")
        return call

    @pytest.fixture
    def lead(self, sign_in, call):
        return sign_in(RoleGrantFactory(cohort=call.cohort).person)

    def test_from_nothing_to_published(self, lead, call) -> None:
        slug = call.cohort.slug
        page = lead.get(reverse("rubric", args=[slug])).content.decode()
        assert "Start a rubric" in page

        lead.post(reverse("rubric_start", args=[slug]))
        draft = call.rubrics.get()
        assert draft.closes_at > call.closes_at
        page = lead.get(reverse("rubric", args=[slug])).content.decode()
        assert "Publish this rubric" in page

        address = reverse("rubric_publish", args=[slug])
        assert "Say who set these weights" in lead.post(address).content.decode()
        lead.post(address, AGREEMENT)
        draft.refresh_from_db()
        assert draft.published_at is not None
        assert draft.agreed_by == AGREEMENT["agreed_by"]
        page = lead.get(reverse("rubric", args=[slug])).content.decode()
        assert "Start the next version" in page

    def test_a_line_gets_its_words(self, lead, call) -> None:
        slug = call.cohort.slug
        lead.post(reverse("rubric_start", args=[slug]))
        line = call.rubrics.get().lines.get()
        words = {f"plain_{n}": f"Plain {n}" for n in range(5)}
        address = reverse("rubric_line", args=[slug, line.pk])

        page = lead.post(address, {"weight": "0"}).content.decode()
        assert "Say what 0 means" in page
        lead.post(address, words | {"weight": "2", "lived_4": "For me"})

        line.refresh_from_db()
        assert line.weight == 2
        assert [(a.words, a.lived_experience_words) for a in line.anchors.all()] == [
            *((f"Plain {n}", "") for n in range(4)),
            ("Plain 4", "For me"),
        ]

    def test_a_published_line_is_not_found(self, lead, call) -> None:
        line = RubricFactory(call=call).lines.get()
        address = reverse("rubric_line", args=[call.cohort.slug, line.pk])

        assert lead.get(address).status_code == 404
        assert lead.post(address, {"weight": "9"}).status_code == 404

    def test_the_round_gets_a_last_day(self, lead, call) -> None:
        rubric = RubricFactory(call=call)
        address = reverse("rubric_round", args=[call.cohort.slug])
        day = timezone.localdate() + datetime.timedelta(days=40)
        data = {
            "closes_on-day": day.day,
            "closes_on-month": day.month,
            "closes_on-year": day.year,
            "reviews_per_application": "4",
        }
        lead.post(address, data)

        rubric.refresh_from_db()
        closes = timezone.localtime(rubric.closes_at)
        assert (closes.date(), closes.hour, closes.minute) == (day, 23, 59)
        assert rubric.reviews_per_application == 4

        page = lead.post(address, data | {"closes_on-year": "2020"}).content.decode()
        assert "Choose a closing time that is still to come" in page

    def test_without_criteria_there_is_nothing_to_start(self, sign_in) -> None:
        call = CallFactory()
        client = sign_in(RoleGrantFactory(cohort=call.cohort).person)
        page = client.get(reverse("rubric", args=[call.cohort.slug])).content.decode()

        assert "Give the call its criteria first." in page


def test_what_was_read_is_counted_once_the_cohort_is_chosen(planted) -> None:
    member = planted.team_member()
    assessor = planted.assign(cleared=True)
    review_application(planted.application, 2, 3)
    before = describe_progress(
        planted.call, planted.rubric, panel_applications(member, planted.call)
    )
    assert (before.loads[assessor.pk].to_do, before.applications) == (1, 1)
    Application.objects.update(state="accepted")
    after = describe_progress(
        planted.call, planted.rubric, panel_applications(member, planted.call)
    )
    assert (after.applications, after.short_of_reviews) == (0, [])
    assert (after.all_applications, after.finished) == (1, before.finished)
    kept = ("given", "sent", "drafts", "abstained", "conflicts")
    for pk, load in before.loads.items():
        assert [getattr(after.loads[pk], name) for name in kept] == [
            getattr(load, name) for name in kept
        ]
    assert {load.to_do for load in after.loads.values()} == {0}


class TestToday:
    def read(self, planted, person) -> dict[str, int]:
        """What assessment asks of the person, roles read as by a new request."""
        fresh = Person.objects.get(pk=person.pk)
        todos = list_assessment_todos(planted.call.cohort, fresh)
        return {todo.words: todo.count for todo in todos if todo.count}

    def test_what_waits_is_counted(self, planted) -> None:
        member = planted.team_member()
        planted.assign()
        disputed = ApplicationFactory(call=planted.call, state="eligible")
        review_application(disputed, 0, 0)
        review_application(disputed, 4, 4)
        lonely = ApplicationFactory(call=planted.call, state="eligible")

        assert self.read(planted, member) == {
            "application without enough assessors": 1,
            "declaration of interest that assessors have to make": 1,
            "disagreement for the panel to talk about": 1,
        }
        assert lonely.assignments.count() == 0

    def test_what_assessors_ask_for_is_counted(self, planted) -> None:
        member, lead = planted.team_member(), planted.team_member(Role.LEAD)
        assessor = planted.assign(cleared=True, wants_easy_read=True)
        assignment = assessor.assignments.get()
        ask_swap(assignment=assignment, reason="A busy week", by=assessor.person)
        set_terms(call=planted.call, hourly_rate=Decimal(24), words="", by=member)
        make_claim(
            assessor=assessor,
            minutes=0,
            expenses=Decimal(4),
            expenses_for="Bus",
            by=assessor.person,
        )
        asked = {"swap that assessors ask for": 1, "Easy Read summary to write": 1}
        found = self.read(planted, lead)
        assert {words: found.get(words) for words in asked} == asked
        assert "claim for involvement payments" not in found  # theirs alone
        assert self.read(planted, member) == found | {
            "claim for involvement payments": 1
        }

    def test_a_conflict_is_not_counted(self, planted) -> None:
        member = planted.team_member()
        planted.assign()
        planted.conflict(member)

        assert self.read(planted, member) == {}

    def test_a_missing_rubric_waits(self, planted) -> None:
        Review.objects.all().delete()
        Rubric.objects.all().delete()

        assert self.read(planted, planted.team_member()) == {
            "rubric to publish, so that assessing can start": 1
        }

    def test_after_closing_reviews_are_missing(self, planted) -> None:
        planted.rubric.closes_at = planted.call.opens_at
        planted.rubric.save(update_fields=["closes_at"])

        assert self.read(planted, planted.team_member()) == {
            "application without enough reviews": 1
        }


def test_assignments_of_other_calls_are_not_counted(team, planted) -> None:
    AssignmentFactory()

    assert "0 of 1 application have all 2 reviews." in read(team, "assessment", planted)
