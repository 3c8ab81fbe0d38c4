from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.learning import actions
from lehc.learning.actions import fix_set_plan, make_set_plan
from lehc.learning.models import Participant, SetApart, SetPlace, SetPlan
from lehc.learning.presenters import (
    say_evenness,
    say_meetings,
    show_my_sets,
    show_plan_facts,
    show_rounds,
)
from lehc.learning.queries import find_current_plan, list_set_places, read_mix
from lehc.programmes.models import Cohort
from tests.factories.accounts import PersonFactory
from tests.factories.learning import ParticipantFactory, SetPlanFactory
from tests.factories.places import AreaFactory
from tests.factories.programmes import CohortFactory, OrganisationFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db


def fill(cohort: Cohort, count: int = 6) -> list[Participant]:
    """People of a cohort, in turn from two places."""
    places = [AreaFactory(), AreaFactory()]
    organisation = OrganisationFactory()
    return [
        ParticipantFactory(
            cohort=cohort, place=places[number % 2], organisation=organisation
        )
        for number in range(count)
    ]


def make(cohort: Cohort, **changes: Any) -> SetPlan:
    asked: dict[str, Any] = {"sets": 2, "rounds": 2, "mix": ["place"], "apart": []}
    by = PersonFactory()
    return make_set_plan(**{"cohort": cohort, "by": by, "seed": 1, **asked, **changes})


def sets_of(plan: SetPlan) -> dict[tuple[int, int], set[int]]:
    """The participants in each (round, set)."""
    found = defaultdict(set)
    for place in SetPlace.objects.filter(plan=plan):
        found[place.round, place.number].add(place.participant_id)
    return dict(found)


def test_everybody_is_in_one_set_of_each_round() -> None:
    cohort = CohortFactory()
    people = {row.pk for row in fill(cohort)}
    plan = make(cohort)
    found = sets_of(plan)
    assert set(found) == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert {len(members) for members in found.values()} == {3}
    assert found[1, 1] | found[1, 2] == found[2, 1] | found[2, 2] == people
    assert (plan.meetings, plan.meetings_bound, plan.uneven) == (10, 10, 0)


def test_making_sets_is_recorded_without_names() -> None:
    cohort = CohortFactory()
    fill(cohort)
    plan = make(cohort)
    event = AuditEvent.objects.get(action="learning.make_set_plan")
    assert (event.object_id, event.actor_id) == (str(plan.pk), plan.made_by_id)
    assert event.facts == {"sets": 2, "rounds": 2, "seed": 1}


def test_pairs_are_kept_apart_in_whatever_order_they_are_named() -> None:
    cohort = CohortFactory()
    one, other, *_ = fill(cohort)
    plan = make(cohort, apart=[(other.pk, one.pk), (one.pk, other.pk)])
    assert [(row.one_id, row.other_id) for row in SetApart.objects.all()] == [
        (one.pk, other.pk)
    ]
    for members in sets_of(plan).values():
        assert not {one.pk, other.pk} <= members


def test_those_who_left_are_in_no_set() -> None:
    cohort = CohortFactory()
    fill(cohort, 4)
    gone = ParticipantFactory(cohort=cohort, left_at=timezone.now())
    make(cohort)
    assert not SetPlace.objects.filter(participant=gone).exists()


def test_who_leaves_later_is_no_longer_listed() -> None:
    cohort = CohortFactory()
    first, *_ = fill(cohort, 4)
    plan = make(cohort)
    Participant.objects.filter(pk=first.pk).update(left_at=timezone.now())
    assert first.pk not in {row.participant_id for row in list_set_places(plan)}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"sets": 4},
            "There are 6 people: too few for 4 sets of two or more. Choose fewer sets.",
        ),
        (
            {"apart": [(0, 1), (1, 2), (0, 2)]},
            "With so many sets these people can’t all be kept apart. Choose more sets "
            "or fewer pairs.",
        ),
    ],
)
def test_sets_that_cannot_be_made_are_explained(
    changes: dict[str, Any], sentence: str
) -> None:
    cohort = CohortFactory()
    people = fill(cohort)
    if "apart" in changes:
        pairs = [(people[one].pk, people[other].pk) for one, other in changes["apart"]]
        changes = {"apart": pairs}
    with pytest.raises(ValidationError) as caught:
        make(cohort, **changes)
    assert caught.value.messages == [sentence]
    assert not SetPlan.objects.exists()


def test_a_failure_undoes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = CohortFactory()
    fill(cohort)

    def refuse(*args: Any, **facts: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "record", refuse)
    with pytest.raises(RuntimeError):
        make(cohort)
    assert (SetPlan.objects.count(), SetPlace.objects.count()) == (0, 0)


def test_the_newest_fixed_plan_is_the_one_people_see() -> None:
    cohort, by = CohortFactory(), PersonFactory()
    first, second = (SetPlanFactory(cohort=cohort) for _ in range(2))
    assert find_current_plan(cohort) is None
    fix_set_plan(plan=second, reason="Even sets", by=by)
    fix_set_plan(plan=first, reason="Somebody left", by=by)
    assert find_current_plan(cohort) == first
    assert AuditEvent.objects.filter(action="learning.fix_set_plan").count() == 2


def test_a_plan_is_fixed_once() -> None:
    plan, by = SetPlanFactory(), PersonFactory()
    fix_set_plan(plan=plan, reason="Even sets", by=by)
    with pytest.raises(ValidationError, match="in use already"):
        fix_set_plan(plan=plan, reason="Again", by=by)
    plan.refresh_from_db()
    assert (plan.fixed_reason, plan.fixed_by) == ("Even sets", by)


@pytest.mark.parametrize(
    "changes",
    [
        {"fixed_at": timezone.now()},
        {"fixed_reason": "Why"},
        {"meetings": 7, "meetings_bound": 6},
    ],
)
def test_the_database_refuses(changes: dict[str, Any]) -> None:
    plan = SetPlanFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        SetPlan.objects.filter(pk=plan.pk).update(**changes)


def test_the_database_refuses_two_sets_in_a_round_and_pairs_twice() -> None:
    plan = SetPlanFactory()
    one, other = fill(plan.cohort, 2)
    plan.places.create(participant=one, round=1, number=1)
    plan.apart.create(one=one, other=other)
    for create in (
        lambda: plan.places.create(participant=one, round=1, number=2),
        lambda: plan.apart.create(one=one, other=other),
        lambda: plan.apart.create(one=other, other=one),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            create()


def test_people_are_mixed_by_what_is_known_of_them() -> None:
    application = ApplicationFactory()
    question = QuestionFactory(key="role")
    AnswerFactory(application=application, question=question, value="clinician")
    known = ParticipantFactory(cohort=application.call.cohort, application=application)
    unknown = ParticipantFactory(
        cohort=application.call.cohort, organisation=None, place=None
    )
    found = read_mix([known, unknown], ("role", "sector", "place"))
    assert found == {
        known.pk: ("clinician", known.organisation.sector, known.place.code),
        unknown.pk: ("", "", ""),
    }


def test_rounds_list_sets_and_people_by_name() -> None:
    plan = SetPlanFactory()
    people = [
        ParticipantFactory(cohort=plan.cohort, person__name=name)
        for name in ("Zoe", "Amir", "Mary")
    ]
    for person, number in zip(people, (1, 1, 2), strict=True):
        plan.places.create(participant=person, round=1, number=number)
    [shown] = show_rounds(list_set_places(plan))
    assert [
        (own["number"], [str(row.person) for row in own["people"]])
        for own in shown["sets"]
    ] == [(1, ["Amir", "Zoe"]), (2, ["Mary"])]


def test_my_sets_hold_only_mine_and_hide_what_people_hide() -> None:
    plan = SetPlanFactory()
    me = ParticipantFactory(cohort=plan.cohort, person__name="Me")
    shy = ParticipantFactory(
        cohort=plan.cohort, person__name="Hidden name", shows_name=False
    )
    far = ParticipantFactory(cohort=plan.cohort, person__name="Elsewhere")
    for person, number in ((me, 2), (shy, 2), (far, 1)):
        plan.places.create(participant=person, round=1, number=number)
    [mine] = show_my_sets(list_set_places(plan), me)
    assert (mine.round, mine.number) == (1, 2)
    assert [(card.name, card.is_you) for card in mine.people] == [
        ("Me", True),
        ("Someone in this cohort", False),
    ]


def test_what_was_reached_is_said_in_words() -> None:
    best = SetPlanFactory.build(meetings=6, meetings_bound=6, mix=["place"])
    short = SetPlanFactory.build(meetings=5, meetings_bound=6, mix=["place"], uneven=2)
    assert [say_meetings(best), say_evenness(best)] == [
        "6 pairs of people meet: no other sets give more",
        "Every set has its even share of each group",
    ]
    assert [say_meetings(short), say_evenness(short)] == [
        "5 pairs of people meet; no sets at all can give more than 6",
        "2 times a set has one person of a group more or fewer than its even share",
    ]


def test_facts_name_the_settings() -> None:
    plan = SetPlanFactory(mix=["place", "role"], sets=1, rounds=1)
    one, other = fill(plan.cohort, 2)
    plan.apart.create(one=one, other=other)
    facts = {
        row["key"]: row["value"] for row in show_plan_facts(plan, plan.apart.all())
    }
    assert facts["Sets and rounds"] == "1 set over 1 round"
    assert facts["Mixed by"] == "Place, Role, as they told us when they applied"
    assert facts["Kept apart"] == f"{one.person} and {other.person}"
    assert facts["How"] == "by hand 1, seed 1"
