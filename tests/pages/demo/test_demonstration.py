from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lehc.accounts.enums import Role
from lehc.letters.actions import write_letter
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory, PlaceTeamFactory

pytestmark = pytest.mark.django_db
PAGE = "/demonstration/"
BODY = "Code\n\n    ABCD-EFGH"


def invent(**facts):
    return PersonFactory(is_invented=True, **facts)


def test_page_lists_each_role_with_somebody_invented(client):
    cohort = CohortFactory()
    for role in (Role.LEAD, Role.ASSESSOR, Role.BACKER):
        RoleGrantFactory(cohort=cohort, role=role, person=invent())
    RoleGrantFactory(cohort=cohort, role=Role.EDITOR)  # a real person
    ApplicationFactory(person=invent())
    PlaceTeamFactory(lead=invent())
    visitors = client.get(PAGE).context["visitors"]
    assert [visitor["role"] for visitor in visitors] == [
        "Programme lead",
        "Assessor",
        "Applicant",
        "Place team lead",
        "Backer",
    ]


def test_each_role_starts_at_a_page_of_its_own(client):
    cohort = CohortFactory()
    for role in (Role.LEAD, Role.ASSESSOR, Role.FACILITATOR, Role.BACKER, Role.EDITOR):
        RoleGrantFactory(cohort=cohort, role=role, person=invent())
    ApplicationFactory(person=invent())
    PlaceTeamFactory(lead=invent())
    visitors = client.get(PAGE).context["visitors"]
    assert {visitor["role"]: visitor["there"] for visitor in visitors} == {
        "Programme lead": "/desk/",
        "Assessor": "/assessing/",
        "Applicant": "/applications/",
        "Place team lead": "/applications/",
        "Facilitator": "/facilitating/",
        "Backer": "/",
        "Editor": "/editing/",
    }


def test_page_takes_as_many_queries_with_more_people(client, django_assert_num_queries):
    cohort = CohortFactory()
    RoleGrantFactory(cohort=cohort, role=Role.LEAD, person=invent())
    with CaptureQueriesContext(connection) as first:
        client.get(PAGE)
    for role in Role:
        RoleGrantFactory(cohort=cohort, role=role, person=invent())
    with django_assert_num_queries(len(first)):
        client.get(PAGE)


def test_button_signs_in_as_somebody_invented(client):
    person = invent(name="Amina Khan")
    response = client.post(f"{PAGE}enter/{person.pk}/", {"next": "/desk/"})
    assert response.url == "/desk/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_button_changes_whom_one_looks_through(client):
    first, second = invent(), invent()
    client.post(f"{PAGE}enter/{first.pk}/")
    client.post(f"{PAGE}enter/{second.pk}/")
    assert client.session["_auth_user_id"] == str(second.pk)


def test_button_leads_on_within_the_site_only(client):
    person = invent()
    there = {"next": "https://evil.example/"}
    assert client.post(f"{PAGE}enter/{person.pk}/", there).url == "/"


def test_a_way_on_that_is_no_address_breaks_nothing(client):
    person = invent()
    answer = client.post(f"{PAGE}enter/{person.pk}/", {"next": "-1"})
    assert (answer.status_code, answer.url) == (302, "-1")


def test_nobody_real_can_be_entered_as(client):
    real, closed = PersonFactory(), invent(is_active=False)
    for pk in (real.pk, closed.pk, 999_999):
        assert client.post(f"{PAGE}enter/{pk}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_entering_is_a_post(client):
    assert client.get(f"{PAGE}enter/{invent().pk}/").status_code == 405
    assert client.post(PAGE).status_code == 405
    assert client.post(f"{PAGE}letters/").status_code == 405


@pytest.mark.parametrize("path", ["", "letters/", "enter/1/"])
def test_nothing_of_it_exists_outside_the_demonstration(client, settings, path):
    settings.DEMONSTRATION = False
    invent(pk=1)
    assert client.get(PAGE + path).status_code == 404
    assert client.post(PAGE + path).status_code == 404
    assert "_auth_user_id" not in client.session


def test_letters_to_invented_people_are_shown_where_others_are_really_sent(client):
    invent(email="amina@home.example")
    write_letter(
        kind="invitation",
        recipient="amina@home.example",
        subject="Join our team",
        body="Follow http://localhost:8000/team-invitations/abc/\n\n<b>now</b>",
    )
    write_letter(
        kind="notice", recipient="real@example.org", subject="Private", body="Words"
    )
    page = client.get(f"{PAGE}letters/").content.decode()
    assert "Join our team" in page
    assert '<a href="http://localhost:8000/team-invitations/abc/"' in page
    assert "&lt;b&gt;now&lt;/b&gt;" in page
    assert "Private" not in page


def test_the_page_says_whether_letters_leave(client, settings):
    page = client.get("/demonstration/").content.decode()
    assert "letters to real addresses do leave it" in page
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert b"No letter leaves this demonstration." in (
        client.get("/demonstration/").content
    )


def test_caught_letters_are_read_from_the_mail_folder(client, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.MAIL_FOLDER = tmp_path
    with mail.get_connection() as post:
        for subject in ("First", "Grüße"):
            EmailMessage(subject, BODY, to=["a@b.example"], connection=post).send()
    letters = client.get(f"{PAGE}letters/").context["letters"]
    assert sorted(
        (letter["subject"], letter["recipient"], letter["body"]) for letter in letters
    ) == [
        ("First", "a@b.example", BODY),
        ("Grüße", "a@b.example", BODY),
    ]


def test_empty_mail_folder_says_what_will_be_there(client, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAIL_FOLDER = tmp_path / "not-yet"
    assert b"Letters will be here" in client.get(f"{PAGE}letters/").content
