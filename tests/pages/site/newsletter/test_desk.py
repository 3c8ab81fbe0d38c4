"""The team's pages: counts, issues and their next step, sending and trying out."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lehc.accounts.enums import Role
from lehc.site.newsletter.actions.issues import send_issue
from lehc.site.newsletter.models import Copy, Sending
from tests.factories.accounts import PersonFactory
from tests.factories.newsletter import SubscriberFactory, make_issue
from tests.factories.programmes import CohortFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db
DESK = "/desk/seventh-cohort/newsletter/"


@pytest.fixture
def cohort() -> Any:
    return CohortFactory(number=7, slug="seventh-cohort")


@pytest.fixture
def team(cohort: Any, sign_in: Any) -> Any:
    grant = RoleGrantFactory(programme=cohort.programme, role=Role.COORDINATOR)
    return sign_in(grant.person)


def test_counts_and_next_steps(team: Any) -> None:
    for state, count in (
        ("active", 2),
        ("waiting", 1),
        ("left", 3),
        ("unreachable", 1),
    ):
        SubscriberFactory.create_batch(count, state=state)
    draft = make_issue("Draft", live=False, slug="draft", date="2026-03-03")
    public = make_issue("Public", slug="public", date="2026-03-02")
    sent = make_issue("Sent", slug="sent", date="2026-03-01")
    send_issue(issue=sent, by=None)
    Copy.objects.filter(pk=Copy.objects.all()[0].pk).update(state="unsure")
    context = team.get(DESK).context
    assert [count["value"] for count in context["counts"]] == [2, 1, 3, 1]
    rows = [(row[0], row[2]["tag"], row[3], row[4]) for row in context["rows"]]
    assert rows == [
        ("Draft", "Draft", 0, 0),
        ("Public", "Public, not sent", 0, 0),
        ("Sent", "Being sent, 1 to go", 0, 0),
    ]
    steps = [row[5] and row[5]["href"] for row in context["rows"]]
    assert steps == [
        f"/editing/pages/{draft.pk}/edit/",
        f"{DESK}{public.pk}/send/",
        None,
    ]


def test_sending_asks_first_and_sends_once(
    team: Any, django_capture_on_commit_callbacks: Any
) -> None:
    SubscriberFactory.create_batch(2)
    issue = make_issue("Spring news")
    send = f"{DESK}{issue.pk}/send/"
    assert b"It goes to 2 people" in team.get(send).content
    assert Sending.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        response = team.post(send, follow=True)
    assert b"is on its way to 2 people" in response.content
    assert len(mail.outbox) == 2
    assert team.post(send).status_code == 404
    assert team.get(DESK).context["rows"][0][2]["tag"] == "Sent"


def test_nobody_to_send_to_is_said(team: Any) -> None:
    issue = make_issue("Spring news")
    response = team.post(f"{DESK}{issue.pk}/send/", follow=True)
    assert b"Nobody gets the newsletter yet." in response.content


def test_a_trial_says_so_when_the_mail_server_is_away(team: Any, settings: Any) -> None:
    issue = make_issue()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1

    response = team.post(f"{DESK}{issue.pk}/try/", follow=True)

    page = response.content.decode()
    assert "The mail server did not take it." in page
    assert "to you alone" not in page


def test_a_draft_can_be_tried_and_not_sent(team: Any) -> None:
    issue = make_issue("Spring news", live=False)
    assert team.get(f"{DESK}{issue.pk}/send/").status_code == 404
    response = team.post(f"{DESK}{issue.pk}/try/", follow=True)
    assert b"to you alone" in response.content
    assert [letter.subject for letter in mail.outbox] == ["Trial: Spring news"]


def test_team_decides_about_copies_that_are_not_certain(team: Any) -> None:
    SubscriberFactory.create_batch(2)
    issue = make_issue("Spring news")
    send_issue(issue=issue, by=None)
    Copy.objects.update(state="unsure")
    unsure = f"{DESK}{issue.pk}/unsure/"
    row = team.get(DESK).context["rows"][0]
    assert (row[2]["tag"], row[5]["href"]) == ("Sent, 2 not certain", unsure)
    assert b"given 2 of the copies" in team.get(unsure).content
    assert b"2 on the way again" in team.post(unsure, follow=True).content
    assert set(Copy.objects.values_list("state", flat=True)) == {"queued"}


def test_page_takes_as_many_queries_with_three_issues(
    team: Any, django_assert_num_queries: Any
) -> None:
    SubscriberFactory()
    send_issue(issue=make_issue("One", slug="one"), by=None)
    team.get(DESK)
    with CaptureQueriesContext(connection) as first:
        team.get(DESK)
    send_issue(issue=make_issue("Two", slug="two"), by=None)
    make_issue("Three", slug="three")
    with django_assert_num_queries(len(first)):
        team.get(DESK)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.EDITOR, Role.PARTICIPANT])
def test_others_find_nothing(cohort: Any, sign_in: Any, role: Role) -> None:
    issue = make_issue("Spring news")
    person = RoleGrantFactory(programme=cohort.programme, role=role).person
    for client in (sign_in(person), sign_in(PersonFactory())):
        assert client.get(DESK).status_code == 404
        for step in ("send", "try", "unsure"):
            assert client.post(f"{DESK}{issue.pk}/{step}/").status_code == 404


def test_strangers_are_asked_to_sign_in(client: Any, cohort: Any) -> None:
    assert client.get(DESK).status_code == 302
    assert client.post(f"{DESK}1/try/").status_code == 302


def test_wrong_numbers_and_verbs(team: Any) -> None:
    issue = make_issue("Spring news")
    for step in ("send", "unsure"):
        assert team.get(f"{DESK}999999/{step}/").status_code == 404
        assert team.put(f"{DESK}{issue.pk}/{step}/").status_code == 405
    assert team.get(f"{DESK}{issue.pk}/try/").status_code == 405
    assert team.post(DESK).status_code == 405
