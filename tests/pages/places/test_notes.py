"""Editors say what figures do not; nobody else sees the door."""

from __future__ import annotations

from typing import Any

import pytest

from lehc.audit.models import AuditEvent
from lehc.places.models import ContextNote
from tests.factories.accounts import PersonFactory
from tests.factories.places import (
    AreaFactory,
    AreaParentFactory,
    ContextNoteFactory,
    FigureFactory,
)
from tests.factories.programmes import RoleGrantFactory

pytestmark = pytest.mark.django_db
NEW = "/places/E06000001/notes/new/"


@pytest.fixture
def area() -> Any:
    town = AreaFactory(code="E06000001", name="Longbridge")
    figure = FigureFactory()
    AreaParentFactory(child=figure.area, parent=town)
    return figure.area


@pytest.fixture
def editor() -> Any:
    return RoleGrantFactory(role="editor").person


def test_an_editor_writes_a_note(area: Any, editor: Any, sign_in: Any) -> None:
    client = sign_in(editor)
    data = {"area": area.pk, "kind": "students", "text": "Half are students."}
    answer = client.post(NEW, data, follow=True)
    assert "Half are students." in answer.content.decode()
    note = ContextNote.objects.get()
    assert (note.area, note.kind, note.written_by) == (area, "students", editor)
    assert AuditEvent.objects.filter(action="places.write_note").count() == 1


def test_what_is_missing_is_asked_for(area: Any, editor: Any, sign_in: Any) -> None:
    page = sign_in(editor).post(NEW, {}).content.decode()
    for words in (
        "Choose the neighbourhood that you write about",
        "Choose what stands there",
        "Write what people should know",
    ):
        assert words in page
    assert not ContextNote.objects.exists()


def test_an_editor_takes_a_note_off(area: Any, editor: Any, sign_in: Any) -> None:
    note = ContextNoteFactory(area=area, written_by=editor)
    client = sign_in(editor)
    address = f"/places/E06000001/notes/{note.pk}/end/"
    assert client.get(address).status_code == 405
    page = client.post(address, follow=True).content.decode()
    assert note.text not in page
    note.refresh_from_db()
    assert note.ended_at is not None
    assert client.post(address).status_code == 404


def test_a_note_of_another_town_is_not_found(
    area: Any, editor: Any, sign_in: Any
) -> None:
    other = ContextNoteFactory(written_by=editor)
    address = f"/places/E06000001/notes/{other.pk}/end/"
    assert sign_in(editor).post(address).status_code == 404


def test_strangers_find_no_such_page(area: Any, sign_in: Any, client: Any) -> None:
    assert client.get(NEW).status_code == 302
    note = ContextNoteFactory(area=area, written_by=PersonFactory())
    stranger = sign_in(PersonFactory())
    assert stranger.get(NEW).status_code == 404
    assert stranger.post(f"/places/E06000001/notes/{note.pk}/end/").status_code == 404
