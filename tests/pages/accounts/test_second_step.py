from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from lehc.accounts.enums import Role
from lehc.audit.models import AuditEvent
from lehc.letters.models import Letter
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, RoleGrantFactory
from tests.letterbox import read_code

pytestmark = pytest.mark.django_db

APP = "/account/second-step/app/"
ENTER = "/account/second-step/enter/"


def make_code(secret: str) -> str:
    """What an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_app(client) -> str:
    secret = client.get(APP).context["form"].secret
    response = client.post(APP, {"code": make_code(secret)})
    assert response.status_code == 302, response.context["form"].errors
    return secret


def sign_in_by_code(client, person, **query):
    client.post("/account/sign-in/", {"email": person.email}, query_params=query)
    return client.post(
        "/account/sign-in/code/", {"code": read_code()}, query_params=query
    )


@pytest.fixture
def lead():
    person = PersonFactory()
    RoleGrantFactory(person=person, programme=CohortFactory().programme, role=Role.LEAD)
    return person


def test_app_is_set_up_and_asked_for_from_then_on(client, client_factory):
    person = PersonFactory()
    sign_in_by_code(client, person)
    secret = set_up_app(client)
    other = client_factory()
    assert sign_in_by_code(other, person, next="/about/").url == ENTER
    assert "_auth_user_id" not in other.session
    response = other.post(ENTER, {"code": make_code(secret)})
    assert (response.status_code, response.url) == (302, "/about/")
    assert other.session["_auth_user_id"] == str(person.pk)


def test_setting_up_is_told_by_letter_and_noted(
    client, django_capture_on_commit_callbacks
):
    person = PersonFactory()
    sign_in_by_code(client, person)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    subjects = Letter.objects.order_by("id").values_list("subject", flat=True)
    assert list(subjects) == [
        "Your code to sign in",
        "An authenticator app was set up",
    ]
    assert set(
        AuditEvent.objects.filter(actor_id=person.pk).values_list("action", flat=True)
    ) == {
        "accounts.sign_in",
        "accounts.totp_activated",
    }


def test_wrong_code_is_explained(client, client_factory):
    person = PersonFactory()
    sign_in_by_code(client, person)
    set_up_app(client)
    other = client_factory()
    sign_in_by_code(other, person)
    response = other.post(ENTER, {"code": "000000"})
    assert response.context["form"].errors["code"] == [
        "That code is not right. Check it and type it again"
    ]
    assert "_auth_user_id" not in other.session


def test_guessing_codes_is_stopped(client, client_factory):
    person = PersonFactory()
    sign_in_by_code(client, person)
    set_up_app(client)
    other = client_factory()
    sign_in_by_code(other, person)
    for _ in range(11):
        response = other.post(ENTER, {"code": "000000"})
    assert response.context["form"].errors["code"] == [
        "That was too many tries. Wait five minutes, then try again"
    ]


def test_recovery_code_works_once(client, client_factory):
    person = PersonFactory()
    sign_in_by_code(client, person)
    set_up_app(client)
    codes = (
        Authenticator.objects.get(user=person, type="recovery_codes")
        .wrap()
        .get_unused_codes()
    )
    assert len(codes) == 10
    for left in ("in", "out"):
        other = client_factory()
        sign_in_by_code(other, person)
        other.post(ENTER, {"code": codes[0]})
        assert ("_auth_user_id" in other.session) is (left == "in")


def test_recovery_codes_are_shown_and_saved_after_proof(client):
    person = PersonFactory()
    sign_in_by_code(client, person)
    secret = set_up_app(client)
    page = client.get("/account/second-step/codes/")
    confirm = "/account/second-step/confirm/"
    assert page.url == f"{confirm}?next=%2Faccount%2Fsecond-step%2Fcodes%2F"
    assert client.get(page.url).status_code == 200
    response = client.post(page.url, {"code": make_code(secret)})
    assert response.url == "/account/second-step/codes/"
    assert len(client.get(response.url).context["unused_codes"]) == 10
    saved = client.get("/account/second-step/codes/download/").content.decode()
    assert saved.startswith("Recovery codes for ")
    assert len(saved.split("\n\n")[1].split()) == 10


def test_app_is_switched_off_after_proof(client):
    person = PersonFactory()
    sign_in_by_code(client, person)
    secret = set_up_app(client)
    off = "/account/second-step/app/off/"
    confirm = client.get(off).url
    client.post(confirm, {"code": make_code(secret)})
    assert b"Switch off the authenticator app?" in client.get(off).content
    client.post(off)
    assert Authenticator.objects.count() == 0
    assert sign_in_by_code(client.__class__(), person).url == "/"


@pytest.mark.parametrize("verb", ["put", "delete"])
def test_wrong_verbs_are_refused(client, verb):
    sign_in_by_code(client, PersonFactory())
    for path in ("/account/second-step/", "/account/passkeys/"):
        assert getattr(client, verb)(path).status_code == 405


@pytest.mark.parametrize("page", ["remove", "name"])
def test_somebody_elses_passkey_does_not_exist(client, page):
    other = Authenticator.objects.create(
        user=PersonFactory(), type="webauthn", data={"name": "Phone", "credential": {}}
    )
    sign_in_by_code(client, PersonFactory())
    assert client.get(f"/account/passkeys/{other.pk}/{page}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/account/second-step/",
        "/account/second-step/app/",
        "/account/second-step/app/off/",
        "/account/second-step/codes/",
        "/account/passkeys/",
        "/account/passkeys/add/",
    ],
)
def test_strangers_are_led_to_the_door(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response.url.startswith("/account/sign-in/?next=")


# Programme teams -----------------------------------------------------------------


def test_team_without_a_second_step_is_led_to_set_one_up(client, lead, settings):
    settings.SECOND_FACTOR_FOR_TEAM = True
    sign_in_by_code(client, lead)
    response = client.get("/desk/")
    assert response.url == "/account/second-step/needed/?next=%2Fdesk%2F"
    page = client.get(response.url)
    assert page.status_code == 200
    assert page.context["next_url"] == "/desk/"


@pytest.mark.parametrize("there", ["javascript:alert(1)", "https://evil.example/"])
def test_page_leads_on_only_within_the_site(client, lead, there):
    sign_in_by_code(client, lead)
    page = client.get("/account/second-step/needed/", {"next": there})
    assert page.context["next_url"] is None
    assert there not in page.content.decode()


def test_no_account_page_turns_a_team_member_in_circles(client, lead, settings):
    settings.SECOND_FACTOR_FOR_TEAM = True
    sign_in_by_code(client, lead)
    for path in (
        "/account/",
        "/account/second-step/",
        "/account/second-step/app/",
        "/account/passkeys/add/",
        "/account/privacy/",
    ):
        assert client.get(path).status_code == 200, path
    assert client.post("/account/sign-out/").url == "/"


def test_team_with_an_app_gets_on_with_it(client, client_factory, lead, settings):
    settings.SECOND_FACTOR_FOR_TEAM = True
    sign_in_by_code(client, lead)
    secret = set_up_app(client)
    asked = client.get("/desk/")
    assert asked.url == "/account/second-step/confirm/?next=%2Fdesk%2F"
    assert client.post(asked.url, {"code": make_code(secret)}).url == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_team_that_proved_twice_at_the_door_goes_straight_in(
    client, client_factory, lead, settings
):
    settings.SECOND_FACTOR_FOR_TEAM = True
    sign_in_by_code(client, lead)
    secret = set_up_app(client)
    other = client_factory()
    assert sign_in_by_code(other, lead).url == ENTER
    other.post(ENTER, {"code": make_code(secret)})
    assert other.get("/desk/").status_code == 200


def test_last_app_of_a_team_member_can_not_be_switched_off(client, lead, settings):
    settings.SECOND_FACTOR_FOR_TEAM = True
    sign_in_by_code(client, lead)
    secret = set_up_app(client)
    off = "/account/second-step/app/off/"
    client.post(client.get(off).url, {"code": make_code(secret)})
    page = client.get(off).content.decode()
    assert "You work in a programme team, so you need a second step" in page
    client.post(off)
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_others_are_left_in_peace(client, settings):
    settings.SECOND_FACTOR_FOR_TEAM = True
    sign_in_by_code(client, PersonFactory())
    assert client.get("/about/").status_code != 302
    assert client.get("/").status_code == 200


def test_team_on_a_laptop_needs_none(client, lead):
    sign_in_by_code(client, lead)
    assert client.get("/desk/").status_code == 200


def test_role_that_ended_asks_for_nothing(client, lead, settings):
    settings.SECOND_FACTOR_FOR_TEAM = True
    lead.role_grants.update(ended_at="2026-01-01T00:00Z")
    sign_in_by_code(client, lead)
    assert client.get("/desk/").status_code == 200


def test_passkey_is_not_asked_of_applicants_at_the_door(client):
    """It is a faster way in for them, so losing it must not lock them out."""
    person = PersonFactory()
    Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    assert sign_in_by_code(client, person).url == "/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_old_sign_in_must_be_proved_again_before_keys_change(client):
    person = PersonFactory()
    sign_in_by_code(client, person)
    Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    key = Authenticator.objects.get()
    path = f"/account/passkeys/{key.pk}/remove/"
    assert client.get(path).status_code == 200
    session = client.session
    session["account_authentication_methods"][-1]["at"] = time.time() - 16 * 60
    session.save()
    assert client.get(path).url.startswith("/account/passkeys/confirm/?next=")
