"""Wagtail's own pages: who gets in, through which door, and under which policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.site.urls import EDITING
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import (
    CohortFactory,
    ProgrammeFactory,
    RoleGrantFactory,
)

pytestmark = pytest.mark.django_db
OWN_FORMS = ("wagtailadmin_login", "wagtailadmin_password_reset")


def walk(patterns: Any) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns)
        else:
            yield pattern


def list_editing_views() -> list[URLPattern]:
    [editing] = [
        pattern
        for pattern in walk_to_site(get_resolver().url_patterns)
        if str(pattern.pattern) == EDITING
    ]
    return list(walk(editing.url_patterns))


def walk_to_site(patterns: Any) -> Iterator[Any]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield pattern
            yield from walk_to_site(pattern.url_patterns)


def test_no_page_of_wagtails_opens_to_a_stranger(home: Any) -> None:
    stranger = PersonFactory()
    views = list_editing_views()
    assert len(views) > 200
    for verb in ("get", "post"):
        request = getattr(RequestFactory(), verb)("/editing/somewhere/")
        request.user = stranger
        for pattern in views:
            with pytest.raises(Http404):
                pattern.callback(request)


def test_whoever_is_signed_out_is_led_to_our_own_sign_in(client: Any) -> None:
    for url in ("/editing/", "/editing/login/", "/editing/password_reset/"):
        answer = client.get(url)
        assert answer.url == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR, Role.EDITOR])
def test_editors_and_the_team_find_their_pages(
    role: Role, home: Any, programme: Any, sign_in: Any
) -> None:
    person = RoleGrantFactory(programme=programme, role=role).person
    page = sign_in(person).get("/editing/")
    assert page.status_code == 200
    assert "Stories" in page.content.decode()


def test_a_coordinator_of_one_cohort_gets_in(
    home: Any, programme: Any, sign_in: Any
) -> None:
    cohort = CohortFactory(programme=programme)
    person = RoleGrantFactory(cohort=cohort, role=Role.COORDINATOR).person
    assert sign_in(person).get("/editing/").status_code == 200


def test_others_find_nothing(home: Any, programme: Any, sign_in: Any) -> None:
    others = [
        RoleGrantFactory(programme=programme, role=Role.ASSESSOR).person,
        RoleGrantFactory(programme=programme, role=Role.BACKER).person,
        RoleGrantFactory(programme=ProgrammeFactory(), role=Role.EDITOR).person,
    ]
    for person in others:
        assert sign_in(person).get("/editing/").status_code == 404


def test_a_role_that_ended_closes_the_door_and_leaves_the_groups(
    home: Any, programme: Any, sign_in: Any
) -> None:
    grant = RoleGrantFactory(programme=programme, role=Role.LEAD)
    editing = RoleGrantFactory(
        programme=programme, role=Role.EDITOR, person=grant.person
    )
    browser = sign_in(grant.person)
    browser.get("/editing/")
    assert names_of_groups(grant.person) == ["Moderators"]
    grant.ended_at = grant.given_at
    grant.save()
    browser.get("/editing/")
    assert names_of_groups(grant.person) == ["Editors"]
    editing.ended_at = editing.given_at
    editing.save()
    assert browser.get("/editing/").status_code == 404


def names_of_groups(person: Person) -> list[str]:
    return list(person.groups.values_list("name", flat=True))


@override_settings(SECOND_FACTOR_FOR_TEAM=True)
@pytest.mark.parametrize("role", [Role.LEAD, Role.EDITOR])
def test_without_a_second_step_nobody_edits(
    role: Role, home: Any, programme: Any, sign_in: Any
) -> None:
    person = RoleGrantFactory(programme=programme, role=role).person
    answer = sign_in(person).get("/editing/")
    assert answer.url.startswith(reverse("second_step_needed"))


def test_inline_script_is_allowed_to_editors_pages_alone(
    home: Any, editor: Any, sign_in: Any
) -> None:
    browser = sign_in(editor)
    inside = browser.get("/editing/").headers["Content-Security-Policy"]
    outside = browser.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in inside
    assert "unsafe-inline" not in outside


def test_the_editor_asks_nobody_else_for_anything(
    home: Any, editor: Any, sign_in: Any
) -> None:
    page = sign_in(editor).get("/editing/").content.decode()
    assert "gravatar" not in page
    assert 'src="http' not in page


@pytest.mark.parametrize("page", ["users", "groups"])
def test_people_are_looked_after_elsewhere(
    page: str, home: Any, lead: Any, sign_in: Any
) -> None:
    answer = sign_in(lead).get(f"/editing/{page}/")
    assert (answer.status_code, answer.url) == (302, "/editing/")


def test_editors_write_and_the_team_publishes(
    home: Any, editor: Any, lead: Any, sign_in: Any
) -> None:
    for person in (editor, lead):
        sign_in(person).get("/editing/")
    rights = [
        home.permissions_for_user(Person.objects.get(pk=person.pk)).can_publish()
        for person in (editor, lead)
    ]
    assert rights == [False, True]
