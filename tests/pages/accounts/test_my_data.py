from __future__ import annotations

import json

import pytest

from lehc.accounts import farewell
from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.accounts.personal_data import load_register
from tests.factories.accounts import PersonFactory
from tests.factories.everywhere import SECRET_WORDS, make_known_person
from tests.factories.programmes import ProgrammeFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db


def load_exported_tables():
    """Tables of which a person is given at least one field."""
    return [
        table
        for table in load_register().traceable_tables
        if any(item.is_exported or item.is_author_exported for item in table.fields)
    ]


def test_page_shows_everything_and_nobody_elses(sign_in):
    make_known_person(name="Boris Other", email="boris@example.org")
    person = make_known_person()
    page = sign_in(person).get("/account/data/").content.decode()
    for table in load_exported_tables():
        assert table.title.replace("'", "&#x27;") in page
    assert SECRET_WORDS in page
    assert "Boris" not in page


def test_download_is_json_of_the_same(sign_in):
    person = make_known_person()
    response = sign_in(person).get("/account/data/download/")
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data = json.loads(response.content)
    assert {section["table"] for section in data["sections"]} == {
        table.model for table in load_exported_tables()
    }


def test_data_is_not_kept_by_browsers(sign_in):
    client = sign_in(PersonFactory())
    for path in ("/account/data/", "/account/data/download/"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_privacy_notice_is_open_and_names_every_purpose(client):
    page = client.get("/account/privacy/").content.decode()
    for table in load_register().personal_tables:
        if table.title and not table.is_unused:
            assert table.purpose.replace("'", "&#x27;") in page
            assert table.retention.replace("'", "&#x27;") in page


def test_erasing_says_what_goes_and_what_stays_first(sign_in):
    client = sign_in(PersonFactory())
    page = client.get("/account/data/erase/")
    assert "Your answers" in page.context["goes"]
    assert {
        "title": "Your applications",
        "why": ("published totals count it; nothing in it says who you are"),
    } in page.context["stays"]


def test_erasing_needs_the_tick(sign_in):
    person = PersonFactory()
    response = sign_in(person).post("/account/data/erase/", {"sure": ""})
    assert response.context["form"].errors["sure"] == [
        "Tick the box if you want to go on"
    ]
    assert Person.objects.get(pk=person.pk).erased_at is None


def test_erasing_closes_the_account_and_signs_out(sign_in):
    person = make_known_person()
    client = sign_in(person)
    response = client.post("/account/data/erase/", {"sure": "on"})
    assert response.url == "/"
    assert "_auth_user_id" not in client.session
    assert Person.objects.get(pk=person.pk).erased_at is not None
    assert b"Your account is closed" in client.get("/").content


def test_last_lead_must_hand_on_first(sign_in):
    person = PersonFactory()
    RoleGrantFactory(person=person, programme=ProgrammeFactory(), role=Role.LEAD)
    response = sign_in(person).post("/account/data/erase/", {"sure": "on"})
    assert response.context["form"].non_field_errors() == [
        "Somebody must lead. Make another person programme lead first."
    ]
    assert Person.objects.get(pk=person.pk).erased_at is None
    assert len(farewell._farewells) >= 1
