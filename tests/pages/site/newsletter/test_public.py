"""Asking for the newsletter, confirming and leaving, as the public meets it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lehc.letters.models import Letter
from lehc.site.actions.planting import plant_site
from lehc.site.newsletter.actions.planting import plant_newsletter
from lehc.site.newsletter.links import write_confirm_link
from lehc.site.newsletter.models import Subscriber
from tests.factories.newsletter import SubscriberFactory, make_issue

pytestmark = pytest.mark.django_db
JOIN, ASKED = "/newsletter/join/", "/newsletter/asked/"
ADDRESS = "amina@example.org"


def path_of(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


def test_asking_confirming_and_leaving(client: Client) -> None:
    assert client.get(JOIN).status_code == 200
    assert client.post(JOIN, {"email": ADDRESS}).url == ASKED
    assert b"Check your e-mail" in client.get(ASKED).content
    letter = Letter.objects.get()
    confirm = path_of(re.search(r"http\S+", letter.body)[0])
    assert b"Yes, send it to me" in client.get(confirm).content
    assert not Subscriber.objects.active().exists()
    assert b"You are on the list" in client.post(confirm).content
    subscriber = Subscriber.objects.active().get()
    leave = f"/newsletter/leave/{subscriber.key}/"
    assert b"Leave the newsletter?" in client.get(leave).content
    assert Subscriber.objects.active().exists()
    assert b"You are on the list" in client.get(confirm).content
    assert b"You have left the newsletter" in client.post(leave).content
    assert not Subscriber.objects.active().exists()
    assert b"You have left the newsletter" in client.get(leave).content
    for answer in (client.get(confirm), client.post(confirm)):
        assert answer.status_code == 404
        assert b"This link is too old" in answer.content
    assert not Subscriber.objects.active().exists()


def test_mail_program_leaves_in_one_press(client_factory: Any) -> None:
    """RFC 8058: a POST without cookies, without a token, with one field."""
    subscriber = SubscriberFactory()
    strict = client_factory(enforce_csrf_checks=True)
    leave = f"/newsletter/leave/{subscriber.key}/"
    for _ in range(2):
        response = strict.post(leave, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert not response.cookies
    subscriber.refresh_from_db()
    assert subscriber.state == "left"


def test_answer_is_the_same_whoever_the_address_belongs_to(client: Client) -> None:
    SubscriberFactory(email=ADDRESS)
    SubscriberFactory(email="left@example.org", state="left")
    answers = {
        (response.status_code, response.url)
        for email in (ADDRESS, "left@example.org", "new@example.org")
        for response in [client.post(JOIN, {"email": email})]
    }
    assert answers == {(302, ASKED)}


def test_machines_that_fill_in_everything_get_nothing(client: Client) -> None:
    response = client.post(JOIN, {"email": ADDRESS, "website": "https://x.example"})
    assert response.url == ASKED
    assert (Subscriber.objects.count(), Letter.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("", "Enter your e-mail address"),
        ("amina", "Enter an e-mail address like name@example.org"),
    ],
)
def test_wrong_address_is_explained(client: Client, email: str, words: str) -> None:
    response = client.post(JOIN, {"email": email})
    assert response.status_code == 200
    assert response.context["form"].errors["email"] == [words]
    assert b"<title>Error:" in response.content


def test_one_address_is_written_to_three_times_an_hour(client: Client) -> None:
    codes = [client.post(JOIN, {"email": ADDRESS}).status_code for _ in range(4)]
    assert codes == [302, 302, 302, 429]
    assert Letter.objects.count() == 3


def test_old_and_wrong_links_say_what_to_do(client: Client) -> None:
    for token in ("nothing", path_of(write_confirm_link("no-such-key"))[20:-1]):
        response = client.get(f"/newsletter/confirm/{token}/")
        assert (response.status_code, JOIN in response.content.decode()) == (404, True)
    assert client.get("/newsletter/leave/no-such-key/").status_code == 404
    assert client.post("/newsletter/leave/no-such-key/").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_verbs_are_refused(client: Client, method: str) -> None:
    key = SubscriberFactory().key
    for path in (JOIN, f"/newsletter/leave/{key}/", "/newsletter/confirm/x/"):
        assert getattr(client, method)(path).status_code == 405
    assert client.post(ASKED).status_code == 405


def test_archive_lists_public_issues_newest_first(client: Client) -> None:
    make_issue("Older", date="2026-01-01", slug="older")
    make_issue("Newer", date="2026-02-01", slug="newer")
    make_issue("Draft", live=False, slug="draft")
    content = client.get("/newsletter/").content.decode()
    assert re.findall(r'<a href="/newsletter/(\w+)/">', content) == ["newer", "older"]
    assert client.get("/newsletter/newer/").status_code == 200
    assert client.get("/newsletter/draft/").status_code == 404


def test_empty_archive_says_what_will_be_there(client: Client) -> None:
    plant_newsletter(plant_site())
    assert b"The first issue will be here" in client.get("/newsletter/").content


def test_archive_takes_as_many_queries_with_three_issues(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_issue("One", slug="one")
    client.get("/newsletter/")
    with CaptureQueriesContext(connection) as first:
        client.get("/newsletter/")
    make_issue("Two", slug="two")
    make_issue("Three", slug="three")
    with django_assert_num_queries(len(first)):
        client.get("/newsletter/")
