from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.contrib.auth.hashers import is_password_usable
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models

from lehc.accounts import farewell
from lehc.accounts.actions.erasure import ERASED, erase_person
from lehc.accounts.models import Person
from lehc.accounts.personal_data import load_register
from lehc.assessment.models import PanelDecision, Review
from lehc.audit.models import AuditEvent
from lehc.letters.actions import write_letter
from lehc.letters.models import Letter
from lehc.recruitment.models import Answer, Application, Sponsor
from tests.factories.accounts import PersonFactory
from tests.factories.everywhere import SECRET_WORDS, make_known_person

pytestmark = pytest.mark.django_db


def read_everything() -> str:
    """Every text in the database but the letter of farewell."""
    rows = [
        [str(value) for value in row]
        for model in apps.get_models(include_auto_created=True)
        for row in model._default_manager.exclude(
            **({"kind": "sign_in"} if model is Letter else {"pk__in": []})
        ).values_list()
    ]
    return json.dumps(rows)


def test_nothing_is_left_that_says_who_it_was():
    person = make_known_person(email="amina.khan@example.org")
    others_own = PersonFactory(name="Somebody Else")
    assert SECRET_WORDS in read_everything()
    assert "amina.khan" in read_everything()
    erase_person(person=person, by=person)
    left = read_everything()
    assert SECRET_WORDS not in left
    assert "amina.khan" not in left
    assert others_own.name in left


def test_rows_that_totals_rest_on_stay():
    person = make_known_person()
    before = count_rows()
    erase_person(person=person, by=person)
    after = count_rows()
    gone = {name for name in before if after[name] < before[name]}
    deleting = {table.model for table in load_register().tables if table.deletes_rows}
    assert gone == deleting
    application = Application.objects.get(person=person)
    assert str(application.person) == "Someone who has left"


def count_rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
    }


def test_the_account_is_closed_for_good():
    person = make_known_person()
    erase_person(person=person, by=person)
    row = Person.objects.values("email", "name", "is_active", "last_login").get(
        pk=person.pk
    )
    assert row == {
        "email": f"erased-{person.pk}@erased.invalid",
        "name": "",
        "is_active": False,
        "last_login": None,
    }
    person.refresh_from_db()
    assert person.erased_at is not None
    assert not is_password_usable(person.password)


def test_others_words_about_them_are_blanked_and_theirs_about_others_stay():
    person = make_known_person()
    erase_person(person=person, by=person)
    about = Review.objects.get(assignment__application__person=person)
    by = Review.objects.get(assignment__assessor__person=person)
    assert (about.comment, by.comment) == ("", f"Comment of {person.pk}")
    assert PanelDecision.objects.get(application__person=person).reason == ERASED


def test_uploaded_files_go_once_the_erasure_stands(
    django_capture_on_commit_callbacks,
):
    person = make_known_person()
    name = Answer.objects.get(application__person=person).file.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=person, by=person)
        assert default_storage.exists(name)
    assert not default_storage.exists(name)
    assert Answer.objects.get(application__person=person).file.name == ""


def test_letters_not_yet_sent_are_stopped():
    person = make_known_person()
    held = write_letter(
        kind="decision", recipient=person.email, subject="S", body="B", hold=True
    )
    erase_person(person=person, by=person)
    held.refresh_from_db()
    assert (held.state, held.body, held.recipient) == (
        "stopped",
        ERASED if not Letter._meta.get_field("body").blank else "",
        f"erased-{held.pk}@erased.invalid",
    )


def test_last_letter_goes_to_the_old_address(django_capture_on_commit_callbacks):
    person = PersonFactory(email="amina@example.org", name="Amina")
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=person, by=person)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["amina@example.org"], "Your account is closed and your data is erased")
    ]
    assert str(mail.outbox[0].body).startswith("Hello Amina,")


def test_erasure_is_on_record_by_number_only():
    person = make_known_person()
    erase_person(person=person, by=person)
    event = AuditEvent.objects.get(action="accounts.erase_person")
    assert (event.actor_id, event.object_id) == (person.pk, str(person.pk))
    assert event.facts["rows"]["recruitment.Application"] == 1


def test_failure_on_the_way_undoes_all_of_it(monkeypatch):
    person = make_known_person()
    before = read_everything()

    def fail(*args, **kwargs):
        raise RuntimeError("the record can't be written")

    monkeypatch.setattr("lehc.accounts.actions.erasure.record", fail)
    with pytest.raises(RuntimeError):
        erase_person(person=person, by=person)
    assert read_everything() == before


def test_a_floor_above_may_ask_for_something_first(monkeypatch):
    person = make_known_person()

    def refuse(*, person, by):
        raise ValidationError("Hand on your role first.")

    monkeypatch.setattr(farewell, "_farewells", [refuse])
    with pytest.raises(ValidationError, match="Hand on your role first"):
        erase_person(person=person, by=person)
    person.refresh_from_db()
    assert (person.name, person.erased_at) == (SECRET_WORDS, None)


def test_erasing_twice_changes_no_more():
    person = make_known_person()
    erase_person(person=person, by=person)
    left = read_everything()
    erase_person(person=person, by=person)
    assert len(read_everything()) >= len(left)
    assert Person.objects.filter(pk=person.pk, is_active=False).exists()


def test_every_blanked_field_can_be_blanked():
    """The database lets each be emptied; constraints would say so here."""
    person = make_known_person()
    erase_person(person=person, by=person)
    for table in load_register().traceable_tables:
        model = table.get_model()
        for name in table.blanked:
            assert isinstance(model._meta.get_field(name), models.Field)
    sponsor = Sponsor.objects.get(application__person=person)
    assert (sponsor.name, sponsor.statement) == (ERASED, "")
