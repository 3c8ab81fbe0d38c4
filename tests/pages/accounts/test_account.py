from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from lehc.accounts.models import CommunicationNeed, Consent
from lehc.audit.models import AuditEvent
from tests.factories.accounts import CommunicationNeedFactory, PersonFactory
from tests.letterbox import read_code

pytestmark = pytest.mark.django_db

PAGES = [
    "/account/",
    "/account/e-mail/",
    "/account/needs/add/",
    "/account/data/",
    "/account/data/download/",
    "/account/data/erase/",
    "/account/second-step/",
    "/account/second-step/needed/",
    "/account/passkeys/",
]


@pytest.mark.parametrize("path", PAGES)
def test_own_pages_open_for_the_signed_in(sign_in, path):
    assert sign_in(PersonFactory()).get(path).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "/account/e-mail/code/", "/account/name/"])
def test_strangers_are_led_to_the_door(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response.url == f"/account/sign-in/?next={path}"


@pytest.mark.parametrize("path", ["/account/", "/account/data/", "/account/privacy/"])
def test_reading_pages_take_no_posts(sign_in, path):
    assert sign_in(PersonFactory()).post(path).status_code == 405


@pytest.mark.parametrize(
    "path", ["/account/sign-out-elsewhere/", "/account/agreements/contact_later/"]
)
def test_buttons_take_posts_only(sign_in, path):
    assert sign_in(PersonFactory()).get(path).status_code == 405


def test_account_shows_name_and_address(sign_in):
    person = PersonFactory(name="Zoë Nguyễn", email="zoe@example.org")
    rows = sign_in(person).get("/account/").context["rows"]
    assert [(row["key"], row["value"]) for row in rows] == [
        ("Name", "Zoë Nguyễn"),
        ("E-mail address", "zoe@example.org"),
    ]


def test_account_takes_as_many_queries_with_three_needs(
    sign_in, django_assert_num_queries
):
    person = PersonFactory()
    client = sign_in(person)
    for kinds in (["audio"], ["braille", "bsl"]):
        for kind in kinds:
            CommunicationNeedFactory(person=person, kind=kind)
        with django_assert_num_queries(6):
            client.get("/account/")


# The address -------------------------------------------------------------------


def test_address_changes_by_a_code_sent_to_the_new_one(
    sign_in, django_capture_on_commit_callbacks
):
    person = PersonFactory(email="old@example.org")
    client = sign_in(person)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/account/e-mail/", {"email": "New@Example.org"})
    assert response.url == "/account/e-mail/code/"
    assert mail.outbox[-1].to == ["new@example.org"]
    assert "for their account at http://localhost:8000. " in mail.outbox[-1].body
    code = read_code()
    person.refresh_from_db()
    assert person.email == "old@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(response.url, {"code": code}).url == "/account/"
    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["old@example.org"],
        "Your e-mail address has changed",
    )
    assert AuditEvent.objects.filter(action="accounts.change_address").count() == 1


def test_taken_address_is_refused_after_the_code(
    sign_in, django_capture_on_commit_callbacks
):
    """Not before: the page must not tell who has an account."""
    PersonFactory(email="taken@example.org")
    person = PersonFactory(email="old@example.org")
    client = sign_in(person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/e-mail/", {"email": "taken@example.org"})
    response = client.post("/account/e-mail/code/", {"code": read_code()}, follow=True)
    assert b"Another account has this address" in response.content
    person.refresh_from_db()
    assert person.email == "old@example.org"


def test_same_address_is_explained(sign_in):
    client = sign_in(PersonFactory(email="old@example.org"))
    response = client.post("/account/e-mail/", {"email": " OLD@example.org"})
    assert response.context["form"].errors["email"] == [
        "This is the address you have now. Enter another one"
    ]


def test_five_wrong_codes_end_the_change(sign_in):
    person = PersonFactory(email="old@example.org")
    client = sign_in(person)
    client.post("/account/e-mail/", {"email": "new@example.org"})
    for _ in range(4):
        assert client.post("/account/e-mail/code/", {"code": "X"}).status_code == 200
    response = client.post("/account/e-mail/code/", {"code": "X"})
    assert response.url == "/account/e-mail/"
    assert client.get("/account/e-mail/code/").url == "/account/e-mail/"


def test_eleventh_change_within_an_hour_must_wait(sign_in):
    client = sign_in(PersonFactory())
    statuses = [
        client.post("/account/e-mail/", {"email": f"n{number}@example.org"}).status_code
        for number in range(11)
    ]
    assert statuses == [302] * 10 + [429]


# Needs -------------------------------------------------------------------------


def test_need_is_told_with_its_review_in_a_year(sign_in):
    person = PersonFactory()
    response = sign_in(person).post(
        "/account/needs/add/",
        {"kind": "large_print", "detail": "18 point", "may_share_with_venues": "on"},
    )
    assert response.url == "/account/"
    today = timezone.localdate()
    assert CommunicationNeed.objects.values_list(
        "person", "kind", "detail", "since", "review_on", "may_share_with_venues"
    ).get() == (
        person.pk,
        "large_print",
        "18 point",
        today,
        today + datetime.timedelta(days=365),
        True,
    )


def test_need_told_twice_is_kept_once(sign_in):
    person = PersonFactory()
    client = sign_in(person)
    client.post("/account/needs/add/", {"kind": "bsl"})
    response = client.post("/account/needs/add/", {"kind": "bsl"})
    assert response.context["form"].errors["kind"] == [
        "You have told us this already. Change it in your list instead."
    ]
    assert CommunicationNeed.objects.count() == 1


def test_needs_already_told_are_not_offered_again(sign_in):
    need = CommunicationNeedFactory(kind="bsl")
    page = sign_in(need.person).get("/account/needs/add/")
    offered = [value for value, _ in page.context["form"].fields["kind"].choices]
    assert "bsl" not in offered
    assert "audio" in offered


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"kind": ""}, "kind", "Choose what you need"),
        ({"kind": "something_else"}, "detail", "Say what you need"),
        ({"kind": "other_language"}, "detail", "Say what you need"),
    ],
)
def test_need_that_is_unclear_is_asked_back(sign_in, data, field, words):
    response = sign_in(PersonFactory()).post("/account/needs/add/", data)
    assert response.context["form"].errors[field] == [words]


def test_looking_at_a_need_again_renews_it(sign_in):
    need = CommunicationNeedFactory(since=datetime.date(2020, 1, 1))
    client = sign_in(need.person)
    assert b"Is this still right?" in client.get("/account/").content
    client.post(f"/account/needs/{need.pk}/", {"detail": "Bigger"})
    need.refresh_from_db()
    assert (need.detail, need.may_share_with_venues) == ("Bigger", False)
    assert need.review_on == timezone.localdate() + datetime.timedelta(days=365)


def test_need_that_is_over_leaves_the_list_but_stays_known(sign_in):
    need = CommunicationNeedFactory(may_share_with_venues=True)
    client = sign_in(need.person)
    assert b"no longer needed?" in client.get(f"/account/needs/{need.pk}/end/").content
    client.post(f"/account/needs/{need.pk}/end/")
    need.refresh_from_db()
    assert need.ended_on == timezone.localdate()
    assert need.may_share_with_venues is False
    assert client.get("/account/").context["needs"] == []
    assert client.get(f"/account/needs/{need.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "end/"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_somebody_elses_need_does_not_exist(sign_in, path, verb):
    need = CommunicationNeedFactory()
    client = sign_in(PersonFactory())
    assert getattr(client, verb)(f"/account/needs/{need.pk}/{path}").status_code == 404
    need.refresh_from_db()
    assert need.ended_on is None


# Agreements --------------------------------------------------------------------


def test_agreement_is_given_and_taken_back(sign_in):
    person = PersonFactory()
    client = sign_in(person)
    client.post("/account/agreements/contact_later/", {"give": "yes"})
    consent = Consent.objects.get(person=person)
    assert (consent.kind, consent.withdrawn_at) == ("contact_later", None)
    client.post("/account/agreements/contact_later/", {"withdraw": "yes"})
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == [
        "accounts.give_consent",
        "accounts.withdraw_consent",
    ]


def test_unknown_agreement_does_not_exist(sign_in):
    client = sign_in(PersonFactory())
    assert client.post("/account/agreements/anything/").status_code == 404


def test_staying_signed_in_can_only_be_taken_back_here(sign_in):
    person = PersonFactory()
    client = sign_in(person)
    client.post("/account/agreements/stay_signed_in/", {"give": "yes"})
    assert Consent.objects.count() == 0
    assert client.session.get_expire_at_browser_close() is True


def test_signing_out_elsewhere_keeps_this_device(sign_in, client_factory):
    person = PersonFactory()
    here, there = sign_in(person), client_factory()
    there.force_login(
        person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert there.get("/account/").status_code == 200
    here.post("/account/sign-out-elsewhere/")
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
