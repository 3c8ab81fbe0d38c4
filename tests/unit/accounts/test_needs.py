from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from lehc.accounts.actions.needs import add_need, change_need, end_need
from lehc.accounts.enums import CommunicationNeedKind, Role
from lehc.accounts.models import CommunicationNeed
from lehc.accounts.presenters import show_needs_flag
from lehc.accounts.queries import collect_needs, collect_needs_for_venue, get_due_needs
from lehc.accounts.rules import may_see_needs, may_see_needs_of
from lehc.audit.models import AuditEvent
from tests.factories.accounts import CommunicationNeedFactory, PersonFactory

pytestmark = pytest.mark.django_db
BSL = CommunicationNeedKind.BSL


def add(person, kind=BSL, **facts):
    facts = {"detail": "", "may_share_with_venues": False} | facts
    return add_need(person=person, kind=kind, by=person, **facts)


def test_needs_of_many_people_take_one_query(django_assert_num_queries):
    people = [PersonFactory() for _ in range(3)]
    first, second, third = people
    large = CommunicationNeedFactory(person=first, kind="large_print")
    signing = CommunicationNeedFactory(person=first, kind="bsl")
    other = CommunicationNeedFactory(person=third, kind="audio")
    CommunicationNeedFactory(person=second, ended_on=datetime.date(2026, 1, 1))
    CommunicationNeedFactory(person=PersonFactory())
    for wanted in (people[:1], people):
        with django_assert_num_queries(1):
            found = collect_needs(person.pk for person in wanted)
    assert found == {first.pk: [signing, large], second.pk: [], third.pk: [other]}


def test_venue_hears_only_what_it_may(django_assert_num_queries):
    person = PersonFactory()
    shared = CommunicationNeedFactory(
        person=person, kind="hearing_loop", may_share_with_venues=True
    )
    CommunicationNeedFactory(person=person, kind="bsl")
    assert collect_needs_for_venue([person.pk]) == [shared]


def test_need_may_come_back_after_it_ended():
    person = PersonFactory()
    end_need(need=add(person), by=person)
    add(person)
    assert CommunicationNeed.objects.filter(person=person).count() == 2
    assert CommunicationNeed.objects.current().count() == 1


def test_ended_need_is_no_longer_shared():
    person = PersonFactory()
    need = add(person, may_share_with_venues=True)
    end_need(need=need, by=person)
    need.refresh_from_db()
    assert need.may_share_with_venues is False


def test_same_need_twice_is_refused():
    person = PersonFactory()
    add(person)
    with pytest.raises(ValidationError, match="You have told us this already"):
        add(person)


def test_due_needs_are_those_whose_day_has_come():
    person = PersonFactory()
    due = CommunicationNeedFactory(person=person, since=datetime.date(2020, 1, 1))
    add(person)
    assert list(get_due_needs(person)) == [due]


def test_changes_are_recorded_without_what_was_said():
    person = PersonFactory()
    need = add(person, detail="Something private")
    change_need(need=need, detail="More", may_share_with_venues=True, by=person)
    end_need(need=need, by=person)
    events = AuditEvent.objects.order_by("id")
    assert list(events.values_list("action", "facts")) == [
        ("accounts.add_need", {}),
        ("accounts.change_need", {"shared": True}),
        ("accounts.end_need", {}),
    ]


@pytest.mark.parametrize("role", Role)
def test_only_those_who_must_meet_a_need_see_it(role):
    wanted = role in {Role.LEAD, Role.COORDINATOR, Role.FACILITATOR}
    assert may_see_needs([role]) is wanted


def test_everybody_sees_their_own_needs():
    person, other = PersonFactory(), PersonFactory()
    assert may_see_needs_of(person, person.pk, []) is True
    assert may_see_needs_of(other, person.pk, [Role.ASSESSOR]) is False
    assert may_see_needs_of(other, person.pk, [Role.FACILITATOR]) is True


def test_flag_says_how_many_and_which():
    person = PersonFactory()
    needs = [
        add(person),
        add(person, CommunicationNeedKind.LARGE_PRINT, detail="18 pt"),
    ]
    flag = show_needs_flag(needs)
    assert flag == {
        "lines": ["British Sign Language interpreter", "Large print: 18 pt"],
        "count": 2,
    }
    html = render_to_string(
        "accounts/_needs_flag.html", {"flag": flag, "name": "Amina"}
    )
    assert "2 needs to meet" in html
    assert "<li>Large print: 18 pt</li>" in html


def test_no_needs_show_no_flag():
    html = render_to_string("accounts/_needs_flag.html", {"flag": show_needs_flag([])})
    assert html.strip() == ""
