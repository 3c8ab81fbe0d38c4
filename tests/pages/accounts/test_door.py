from __future__ import annotations

import re

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from lehc.accounts.models import Consent, Person
from lehc.audit.models import AuditEvent
from lehc.letters.models import Letter
from tests.factories.accounts import PersonFactory
from tests.letterbox import read_code

pytestmark = pytest.mark.django_db

DOOR = "/account/sign-in/"
CODE = "/account/sign-in/code/"


def ask_for_code(client, email, **query):
    return client.post(DOOR, {"email": email}, query_params=query)


def enter(client, email, *, code=None, stay=False, **query):
    ask_for_code(client, email, **query)
    data = {"code": code or read_code()} | ({"stay": "on"} if stay else {})
    return client.post(CODE, data, query_params=query)


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_door_asks_for_an_address_only(client):
    page = client.get(DOOR).content.decode()
    assert re.findall(r'<input[^>]*name="(\w+)"', page.split("<main")[1]) == [
        "csrfmiddlewaretoken",
        "email",
        "csrfmiddlewaretoken",
        "credential",
    ]


def test_known_person_comes_in_by_code(client):
    person = PersonFactory()
    response = enter(client, person.email, next="/about/")
    assert (response.status_code, response.url) == (302, "/about/")
    assert signed_in(client) == str(person.pk)


def test_newcomer_gets_an_account_only_with_the_code(client):
    ask_for_code(client, "New.Person@Example.org")
    assert Person.objects.count() == 0
    response = client.post(CODE, {"code": read_code()})
    person = Person.objects.get()
    assert (person.email, person.name) == ("new.person@example.org", "")
    assert not person.has_usable_password()
    assert (response.status_code, response.url) == (302, "/")
    assert list(
        AuditEvent.objects.values_list("action", "actor_id").order_by("id")
    ) == [
        ("accounts.welcome_person", person.pk),
        ("accounts.sign_in", person.pk),
    ]


def test_newcomer_is_asked_their_name_and_goes_on(client):
    enter(client, "new@example.org", next="/about/")
    response = client.get("/about/?x=1")
    assert response.url == "/account/name/?next=%2Fabout%2F%3Fx%3D1"
    assert b"What is your name?" in client.get(response.url).content
    response = client.post(response.url, {"name": "  Zoë   O'Brien-Nguyễn "})
    assert (response.status_code, response.url) == (302, "/about/?x=1")
    assert Person.objects.get().name == "Zoë O'Brien-Nguyễn"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Enter your name"),
        ("12 34", "Enter your name"),
        ("see www.example.com", "Enter a name without a web address"),
    ],
)
def test_name_that_is_no_name_is_explained(sign_in, name, words):
    client = sign_in(PersonFactory(name=""))
    response = client.post("/account/name/", {"name": name})
    assert response.context["form"].errors["name"] == [words]


def test_same_door_for_an_address_that_has_an_account(client, django_user_model):
    """Somebody who takes themselves for new gets in all the same; nothing doubles."""
    person = PersonFactory(email="twice@example.org", name="Old Name")
    enter(client, "TWICE@example.org ")
    assert list(Person.objects.values_list("pk", "name")) == [(person.pk, "Old Name")]
    assert signed_in(client) == str(person.pk)


def test_known_and_unknown_addresses_look_alike(client, client_factory):
    PersonFactory(email="known@example.org")
    pages = []
    for email in ("known@example.org", "unknown@example.org"):
        other = client_factory()
        response = ask_for_code(other, email)
        page = other.get(CODE).content.decode().replace(email, "ADDRESS")
        pages.append((response.status_code, response.url, without_tokens(page)))
    assert pages[0] == pages[1]
    subjects = Letter.objects.values_list("subject", flat=True)
    assert list(subjects) == ["Your code to sign in"] * 2


def without_tokens(page):
    return re.sub(r'value="\w{64}"', 'value="TOKEN"', page)


def test_code_may_be_typed_any_way(client):
    person = PersonFactory()
    ask_for_code(client, person.email)
    client.post(CODE, {"code": f" {read_code().lower().replace('-', ' ')} "})
    assert signed_in(client) == str(person.pk)


def test_wrong_code_says_so_and_keeps_the_page(client):
    ask_for_code(client, "some@example.org")
    response = client.post(CODE, {"code": "WRON-GONE"})
    assert response.status_code == 200
    assert response.context["form"].errors["code"] == [
        "That code is not right. Check the newest e-mail and type it again"
    ]
    assert b"<title>Error: Enter the code" in response.content


def test_five_wrong_codes_send_back_to_the_door(client):
    ask_for_code(client, "some@example.org", next="/about/")
    right = read_code()
    for _ in range(4):
        client.post(CODE, {"code": "WRON-GONE"}, query_params={"next": "/about/"})
    response = client.post(
        CODE, {"code": "WRON-GONE"}, query_params={"next": "/about/"}
    )
    assert (response.status_code, response.url) == (302, f"{DOOR}?next=%2Fabout%2F")
    assert b"That was too many tries" in client.get(response.url).content
    client.post(CODE, {"code": right})
    assert signed_in(client) is None


def test_code_runs_out_after_15_minutes(client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask_for_code(client, "some@example.org")
        clock.shift(15 * 60 + 1)
        response = client.post(CODE, {"code": read_code()}, follow=True)
    assert b"That code has run out" in response.content
    assert signed_in(client) is None


def test_new_code_replaces_the_old_one(client):
    ask_for_code(client, "some@example.org")
    old = read_code()
    response = client.post("/account/sign-in/code/again/")
    assert (response.status_code, response.url) == (302, CODE)
    assert Letter.objects.count() == 2
    client.post(CODE, {"code": old})
    assert signed_in(client) is None
    client.post(CODE, {"code": read_code()})
    assert signed_in(client) is not None


def test_code_sent_twice_signs_in_once(client):
    """A double click, or the browser's back button."""
    ask_for_code(client, "some@example.org", next="/about/")
    code = read_code()
    for _ in range(2):
        response = client.post(CODE, {"code": code}, query_params={"next": "/about/"})
        assert (response.status_code, response.url) == (302, "/about/")
    assert Person.objects.count() == 1


def test_code_page_without_a_code_leads_to_the_door(client):
    response = client.get(CODE)
    assert (response.status_code, response.url) == (302, DOOR)


def test_code_belongs_to_one_browser(client, client_factory):
    ask_for_code(client, "some@example.org")
    other = client_factory()
    assert other.post(CODE, {"code": read_code()}).url == DOOR
    assert signed_in(other) is None


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example", "javascript:x"]
)
def test_next_stays_on_this_site(client, there):
    assert enter(client, PersonFactory().email, next=there).url == "/"


def test_session_ends_with_the_browser_unless_ticked(client):
    enter(client, PersonFactory().email)
    assert client.session.get_expire_at_browser_close() is True
    assert Consent.objects.count() == 0


def test_ticked_session_stays_two_weeks_and_is_noted(client):
    person = PersonFactory()
    enter(client, person.email, stay=True)
    assert client.session.get_expire_at_browser_close() is False
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE
    assert list(Consent.objects.values_list("person", "kind")) == [
        (person.pk, "stay_signed_in")
    ]


def test_signed_in_person_is_led_on(sign_in):
    client = sign_in(PersonFactory())
    assert client.get(DOOR, {"next": "/about/"}).url == "/about/"
    assert client.get(DOOR, {"next": "no-such-page"}).url == "no-such-page"
    assert client.get(CODE).url == "/"


def test_closed_account_does_not_open(client):
    person = PersonFactory(is_active=False)
    response = enter(client, person.email)
    assert response.url == "/account/closed/"
    assert signed_in(client) is None


def test_sign_out_asks_then_does(sign_in):
    client = sign_in(PersonFactory())
    assert b"Sign out" in client.get("/account/sign-out/").content
    assert signed_in(client) is not None
    assert client.post("/account/sign-out/").url == "/"
    assert signed_in(client) is None


def test_letter_forgets_the_code_once_sent(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_code(client, "some@example.org")
    assert re.search(r"[A-Z]{4}-[A-Z]{4}", str(mail.outbox[0].body))
    assert mail.outbox[0].to == ["some@example.org"]
    assert list(Letter.objects.values_list("kind", "state", "body")) == [
        ("sign_in", "sent", "")
    ]


def test_many_codes_for_one_address_meet_a_kind_page(client):
    for _ in range(3):
        assert ask_for_code(client, "some@example.org").status_code == 302
    response = ask_for_code(client, "some@example.org")
    assert response.status_code == 429
    assert b"Please wait a little" in response.content
    assert Letter.objects.count() == 3
    assert ask_for_code(client, "another@example.org").status_code == 302


def test_many_guesses_from_one_place_meet_a_kind_page(client):
    statuses = []
    for number in range(21):
        if number % 5 == 0:
            ask_for_code(client, f"person{number}@example.org")
        statuses.append(client.post(CODE, {"code": "WRON-GONE"}).status_code)
    assert statuses[-1] == 429
    assert 429 not in statuses[:-1]


@pytest.mark.parametrize("path", [DOOR, CODE, "/account/name/"])
@pytest.mark.parametrize("verb", ["put", "delete", "patch"])
def test_wrong_verbs_are_refused(sign_in, client_factory, path, verb):
    client = client_factory()
    if path == CODE:
        ask_for_code(client, "some@example.org")
    elif path == "/account/name/":
        client = sign_in(PersonFactory())
    assert getattr(client, verb)(path).status_code == 405


def test_resending_is_a_post(client):
    ask_for_code(client, "some@example.org")
    assert client.get("/account/sign-in/code/again/").status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_set_password",
        "account_change_password",
        "account_reset_password",
        "account_email",
        "account_reauthenticate",
        "account_request_login_code",
    ],
)
def test_no_page_knows_passwords(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path", ["login/", "signup/", "password/reset/", "password/change/", "2fa/"]
)
def test_old_allauth_addresses_are_absent(client, path):
    assert client.get(f"/account/{path}").status_code == 404
