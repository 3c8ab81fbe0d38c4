from __future__ import annotations

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from lehc.accounts.exporting import collect_personal_data, make_download
from lehc.accounts.personal_data import load_register
from tests.factories.accounts import PersonFactory
from tests.factories.everywhere import SECRET_WORDS, make_known_person

pytestmark = pytest.mark.django_db


def sections_of(person):
    return {section.model: section for section in collect_personal_data(person)}


def test_every_traceable_table_is_in_it():
    found = sections_of(make_known_person())
    wanted = {
        table.model
        for table in load_register().traceable_tables
        if any(item.is_exported or item.is_author_exported for item in table.fields)
    }
    assert set(found) == wanted


def test_own_account_is_told_in_words():
    person = make_known_person(email="amina@example.org", name="Amina Khan")
    [row] = sections_of(person)["accounts.Person"].rows
    assert (row["E-mail address"], row["Full name"], row["ID"]) == (
        "amina@example.org",
        "Amina Khan",
        person.pk,
    )
    assert "Password" not in row


def test_answers_come_with_their_questions():
    person = make_known_person()
    row, typed_for_another = sections_of(person)["recruitment.Answer"].rows
    assert row["Value"] == SECRET_WORDS
    assert typed_for_another["Value"] == "Typed for them"
    assert str(row["Question"]).startswith("What is answer")
    assert str(row["File"]).startswith("answers/cv")


def test_reader_gets_what_was_written_about_them_and_what_they_wrote():
    person = make_known_person()
    rows = sections_of(person)["assessment.Review"].rows
    about, own = (row["Comment"] for row in rows)
    assert about.startswith("Comment of ")
    assert (own, about != own) == (f"Comment of {person.pk}", True)


def test_names_of_others_and_secrets_stay_out():
    person = make_known_person()
    other = make_known_person(name="Boris Other", email="boris@example.org")
    download = make_download(person, collect_personal_data(person))
    text = json.dumps(download, cls=DjangoJSONEncoder)
    assert SECRET_WORDS in text
    assert "Boris" not in text
    assert "boris@example.org" not in text
    assert f"calendar {person.pk}" not in text
    assert f"calendar {other.pk}" not in text
    assert "token" not in text.lower()


def test_person_with_nothing_gets_their_account_only():
    assert set(sections_of(PersonFactory())) == {"accounts.Person"}


def test_download_says_why_and_how_long():
    person = PersonFactory()
    download = make_download(person, collect_personal_data(person))
    assert download["person"] == person.pk
    [section] = download["sections"]
    assert {key: section[key] for key in ("table", "title", "retention")} == {
        "table": "accounts.Person",
        "title": "Your account",
        "retention": "until you ask us to erase it",
    }


def test_number_of_queries_does_not_grow_with_rows(django_assert_max_num_queries):
    person = make_known_person()
    for _ in range(2):
        make_known_person(name="Another")
    tables = len(load_register().traceable_tables)
    with django_assert_max_num_queries(3 * tables):
        collect_personal_data(person)
