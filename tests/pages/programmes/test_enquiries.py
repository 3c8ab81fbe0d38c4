"""The team's inbox."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.audit.models import AuditEvent
from lehc.letters.models import Letter
from lehc.programmes.enquiry_actions import note_on_enquiry, reply_to_enquiry
from lehc.programmes.models import Enquiry, EnquiryNote
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import EnquiryFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db
URL = "/desk/programmes/leading-together/enquiries/"


def make(programme: Any, name: str, *, days: int = 0, **facts: Any) -> Any:
    came = timezone.now() - dt.timedelta(days=days)
    return EnquiryFactory(
        programme=programme, name=name, received_at=came, touched_at=came, **facts
    )


def list_names(client: Any, query: str = "") -> list[str]:
    return [row[0]["text"] for row in client.get(URL + query).context["rows"]]


def test_who_waits_longest_stands_first_and_too_long_is_marked(
    programme: Any, coordinator: Any, sign_in: Any
) -> None:
    make(programme, "Three", days=3)
    make(programme, "Nine", days=9)
    make(programme, "Today")
    make(programme, "Answered", days=20, state="answered")
    EnquiryFactory(name="Of another programme")

    response = sign_in(coordinator).get(URL)

    assert [
        (row[0]["text"], row[2], row[4]["tag"]) for row in response.context["rows"]
    ] == [
        ("Nine", "9 days", "Waits too long"),
        ("Three", "3 days", "Waiting"),
        ("Today", "since today", "Waiting"),
    ]
    assert [(s["label"], s["count"]) for s in response.context["states"]] == [
        ("Waiting", 3),
        ("Waiting over 5 days", 1),
        ("Answered", 1),
        ("Closed", 0),
        ("All", 4),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?state=late", ["Old"]),
        ("?state=answered", ["Done"]),
        ("?state=all", ["New", "Done", "Old"]),
        ("?state=nonsense", ["New", "Done", "Old"]),
        ("?who=me", ["Old"]),
        ("?who=nobody", ["New"]),
        ("?who=nonsense", ["Old", "New"]),
        ("?topic=dates", ["New"]),
        ("?words=housing", ["New"]),
        ("?words=HOUSING+wigan", ["New"]),
        ("?words=new@example", ["New"]),
        ("?words=nothing+like+it", []),
        ("?words=old&state=all", ["Old"]),
    ],
)
def test_the_address_holds_filters_and_search(
    query: str, names: list[str], programme: Any, coordinator: Any, sign_in: Any
) -> None:
    make(programme, "Old", days=9, assigned_to=coordinator)
    make(programme, "Done", days=5, state="answered")
    make(
        programme,
        "New",
        topic="dates",
        message="A housing association in Wigan",
        email="new@example.org",
    )

    assert list_names(sign_in(coordinator), query) == names


def test_an_empty_inbox_says_what_will_come(
    programme: Any, coordinator: Any, sign_in: Any
) -> None:
    client = sign_in(coordinator)

    assert "Nobody waits for an answer" in client.get(URL).content.decode()
    filtered = client.get(f"{URL}?words=x").content.decode()
    assert "No enquiry fits these filters" in filtered


def test_long_lists_have_pages(programme: Any, coordinator: Any, sign_in: Any) -> None:
    for number in range(26):
        make(programme, f"N{number}", days=26 - number)

    assert list_names(sign_in(coordinator), "?page=2") == ["N25"]


@pytest.fixture
def enquiry(programme: Any) -> Any:
    return make(programme, "Nasreen", days=2, email="n@example.org")


def test_one_enquiry_is_given_noted_on_and_answered(
    enquiry: Any, coordinator: Any, lead: Any, sign_in: Any
) -> None:
    client = sign_in(coordinator)
    url = f"{URL}{enquiry.pk}/"

    client.post(f"{url}assign/", {"to": str(lead.pk)})
    client.post(f"{url}note/", {"note-text": "She rang too."})
    response = client.post(f"{url}reply/", {"reply-text": "Yes, you may."}, follow=True)

    page = response.content.decode()
    for words in ("Nasreen asks", "She rang too.", "Yes, you may.", "is on its way"):
        assert words in page
    assert [entry["text"] for entry in response.context["story"]] == [
        "She rang too.",
        "Yes, you may.",
    ]
    enquiry.refresh_from_db()
    assert (enquiry.assigned_to, enquiry.state) == (lead, "answered")
    assert Letter.objects.get().recipient == "n@example.org"
    assert {"assign", "note_on", "reply_to"} == {
        event.action.removeprefix("programmes.").removesuffix("_enquiry")
        for event in AuditEvent.objects.filter(action__endswith="_enquiry")
    }
    client.post(f"{url}assign/", {"to": ""})
    assert Enquiry.objects.get().assigned_to is None


def test_only_the_programmes_team_can_be_given_it(
    enquiry: Any, coordinator: Any, sign_in: Any
) -> None:
    stranger = PersonFactory()

    sign_in(coordinator).post(f"{URL}{enquiry.pk}/assign/", {"to": str(stranger.pk)})

    assert Enquiry.objects.get().assigned_to is None


@pytest.mark.parametrize("form", ["reply", "note"])
def test_empty_words_are_asked_again_and_nothing_goes(
    form: str, enquiry: Any, coordinator: Any, sign_in: Any
) -> None:
    page = sign_in(coordinator).post(
        f"{URL}{enquiry.pk}/{form}/", {f"{form}-text": " "}
    )

    assert "There is a problem" in page.content.decode()
    assert (Letter.objects.count(), EnquiryNote.objects.count()) == (0, 0)


def test_it_is_closed_and_opened_again(
    enquiry: Any, coordinator: Any, sign_in: Any
) -> None:
    client, url = sign_in(coordinator), f"{URL}{enquiry.pk}/close/"

    client.post(url)
    assert Enquiry.objects.get().state == "closed"
    again = client.post(url, follow=True).content.decode()
    assert "It is closed already." in again
    client.post(url, {"reopen": "yes"})
    assert Enquiry.objects.get().state == "waiting"


def test_today_counts_those_who_wait_and_leads_there(
    enquiry: Any, cohort: Any, coordinator: Any, sign_in: Any
) -> None:
    client = sign_in(coordinator)

    page = client.get("/desk/seventh/").content.decode()

    assert "enquiry waits for an answer" in page
    assert f'href="{URL}"' in page
    assert client.get("/desk/seventh/enquiries/").headers["Location"] == URL


@pytest.mark.parametrize(
    "path", ["", "{pk}/", "{pk}/reply/", "{pk}/note/", "{pk}/assign/", "{pk}/close/"]
)
def test_strangers_and_other_roles_find_nothing(
    path: str, enquiry: Any, programme: Any, outsiders: list[Any], sign_in: Any
) -> None:
    editor = RoleGrantFactory(programme=programme, role=Role.EDITOR).person
    url = URL + path.format(pk=enquiry.pk)
    words = {"reply-text": "x", "note-text": "x"}

    for person in [*outsiders, editor, PersonFactory()]:
        client = sign_in(person)
        verb = client.get if path in ("", "{pk}/") else client.post
        assert verb(url, words).status_code == 404
    assert (Letter.objects.count(), Enquiry.objects.get().state) == (0, "waiting")


def test_another_programmes_enquiry_is_not_here(
    programme: Any, coordinator: Any, sign_in: Any
) -> None:
    other = EnquiryFactory()
    client = sign_in(coordinator)

    assert client.get(f"{URL}{other.pk}/").status_code == 404
    assert client.get(f"{URL}999999/").status_code == 404
    assert client.post(f"{URL}{other.pk}/close/").status_code == 404


def test_changes_take_a_post(enquiry: Any, coordinator: Any, sign_in: Any) -> None:
    client = sign_in(coordinator)

    for path in ("reply/", "note/", "assign/", "close/"):
        assert client.get(f"{URL}{enquiry.pk}/{path}").status_code == 405
    assert client.post(URL).status_code == 405


def test_the_inbox_asks_as_often_for_three_as_for_one(
    programme: Any, coordinator: Any, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(coordinator)
    make(programme, "One", assigned_to=coordinator)
    once = count_queries(client, URL)

    for _ in range(2):
        make(programme, "More", assigned_to=PersonFactory())

    assert count_queries(client, URL) == once


def test_one_enquiry_asks_as_often_for_three_words_as_for_one(
    enquiry: Any, coordinator: Any, sign_in: Any, count_queries: Any
) -> None:
    def say() -> None:
        note_on_enquiry(enquiry=enquiry, text="Note", by=PersonFactory())
        reply_to_enquiry(enquiry=enquiry, text="Answer", by=PersonFactory())

    client, url = sign_in(coordinator), f"{URL}{enquiry.pk}/"
    say()
    once = count_queries(client, url)
    say()
    say()

    assert count_queries(client, url) == once
