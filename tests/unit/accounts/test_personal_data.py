from __future__ import annotations

import pytest
from django.apps import apps

from lehc.accounts.personal_data import find_faults, load_register, read_register

PERSON = apps.get_model("places.Area")


def make_register(**table):
    facts = {"model": "places.Area", "fields": {"id": "none"}} | table
    basis = [{"name": "task", "words": "a task"}]
    return read_register({"basis": basis, "table": [facts]})


ALL_FIELDS = {f.name: "none" for f in PERSON._meta.get_fields() if f.concrete}


def test_register_that_ships_is_read():
    register = load_register()
    person = next(t for t in register.tables if t.model == "accounts.Person")
    assert (person.about, person.title) == (("pk",), "Your account")
    assert set(person.blanked) == {"password", "last_login", "email", "name"}
    assert set(person.kept) == {"id", "joined_at", "erased_at"}


def test_every_basis_named_is_explained():
    register = load_register()
    assert {t.basis for t in register.tables if t.basis} <= set(register.bases)


def test_missing_field_is_told_as_what_to_write():
    fields = {name: "none" for name in ALL_FIELDS if name != "vintage"}
    [fault] = find_faults(make_register(fields=fields), [PERSON])
    assert fault.startswith('Add to [table.fields] of places.Area: vintage = "…"')


def test_missing_table_is_told_as_what_to_write():
    register = make_register(fields=ALL_FIELDS)
    other = apps.get_model("programmes.Milestone")
    [fault] = find_faults(register, [PERSON, other])
    assert '[[table]]\nmodel = "programmes.Milestone"' in fault
    assert 'year = "…"' in fault


def test_vanished_field_and_table_are_told():
    register = make_register(fields=ALL_FIELDS | {"gone": "none"})
    assert find_faults(register, [PERSON]) == [
        "Remove gone from places.Area: the field no longer exists."
    ]
    assert find_faults(make_register(fields=ALL_FIELDS), []) == [
        "Remove table places.Area: it no longer exists."
    ]


def test_table_that_varies_is_not_compared():
    facts = {"varies": True, "note": "Laid out by a package."}
    register = make_register(fields={"gone": "none"}, **facts)
    assert find_faults(register, [PERSON]) == []
    assert find_faults(register, []) == []


def test_personal_table_must_say_why_and_how_long():
    register = make_register(
        fields=ALL_FIELDS | {"name": "export keep"}, about=["pk"], purpose="to test"
    )
    assert find_faults(register, [PERSON]) == [
        "Say basis of places.Area.",
        "Say retention of places.Area.",
        "Say kept_because of places.Area: name.",
        "Say title of places.Area.",
    ]


def test_unknown_class_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="classed “secret”"):
        make_register(fields={"id": "secret"})
