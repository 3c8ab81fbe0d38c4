"""Questions that are put into SQL once, and asked about other values each time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db.models import Count, Exists, OuterRef, Q

from lehc.accounts.models import CommunicationNeed, Person
from lehc.prepared import Prepared, make_model, make_models, name_columns
from tests.factories.accounts import CommunicationNeedFactory, PersonFactory

pytestmark = pytest.mark.django_db


def ask_colleagues(email: Any, person: Any) -> Any:
    """Something of every kind: moments, truths, text, and a value said twice."""
    needs = CommunicationNeed.objects.filter(person=OuterRef("pk"), kind="bsl")
    return (
        Person.objects.filter(~Q(pk=person), Q(email=email) | Q(name="Ama", pk__gt=0))
        .exclude(pk=person)
        .annotate(signs=Exists(needs))
        .order_by("pk")
        .values_list("pk", "joined_at", "is_active", "name", "signs")
    )


def test_rows_are_those_of_the_queryset_for_whoever_is_asked_about() -> None:
    ama, ben, cat = (PersonFactory(name=name) for name in ("Ama", "Ben", "Cat"))
    CommunicationNeedFactory(person=ama, kind="bsl", since=dt.date(2026, 1, 1))
    question = Prepared(ask_colleagues, about=2)

    for email, person in ((ben.email, cat), (cat.email, ama), ("nobody", ben)):
        asked = question.read(email, person.pk)
        assert asked == list(ask_colleagues(email, person.pk))
    assert [row[0] for row in question.read(ben.email, cat.pk)] == [ama.pk, ben.pk]


def test_the_question_is_put_into_sql_once() -> None:
    asked = []

    def ask(name: Any) -> Any:
        asked.append(name)
        return Person.objects.filter(name=name).values_list("name")

    PersonFactory(name="Ama")
    question = Prepared(ask, about=1)

    assert [question.read(name) for name in ("Ama", "Ben")] == [[("Ama",)], []]
    assert len(asked) == 1


def test_one_query_for_each_answer(django_assert_num_queries: Any) -> None:
    question = Prepared(ask_colleagues, about=2)

    with django_assert_num_queries(2):
        question.read("one@example.org", 1)
        question.read("two@example.org", 2)


def test_counts_leave_out_what_only_puts_in_order() -> None:
    PersonFactory(name="Ama")
    question = Prepared(
        lambda person: (
            Person.objects.exclude(pk=person)
            .values_list("name")
            .annotate(Count("pk"))
            .order_by("name")
        ),
        about=1,
    )

    assert question.read(0) == [("Ama", 1)]


def test_what_nothing_can_answer_has_no_rows_and_asks_nothing(
    django_assert_num_queries: Any,
) -> None:
    question = Prepared(
        lambda person: Person.objects.none().filter(pk=person).values_list("pk"),
        about=1,
    )

    with django_assert_num_queries(0):
        assert question.read(1) == []


def test_a_question_that_forgets_whom_it_is_about_is_refused() -> None:
    question = Prepared(lambda person: Person.objects.values_list("pk"), about=1)

    with pytest.raises(ValueError, match="forgets"):
        question.read(1)


def test_a_question_that_looks_at_somebody_by_itself_is_refused() -> None:
    question = Prepared(
        lambda person: Person.objects.filter(pk=person.pk).values_list("pk"), about=1
    )

    with pytest.raises(AttributeError):
        question.read(1)


@pytest.mark.parametrize("values", [(), (1, 2)])
def test_every_value_must_be_given(values: tuple[int, ...]) -> None:
    question = Prepared(
        lambda person: Person.objects.filter(pk=person).values_list("pk"), about=1
    )

    with pytest.raises(TypeError, match="is asked about 1 values"):
        question.read(*values)


def test_a_row_makes_the_model_it_was_read_from() -> None:
    person = PersonFactory()
    question = Prepared(
        lambda pk: Person.objects.filter(pk=pk).values_list(*name_columns(Person)),
        about=1,
    )

    (row,) = question.read(person.pk)
    made = make_model(Person, row)

    assert (made, made.get_deferred_fields()) == (person, set())
    assert (made.email, made.joined_at) == (person.email, person.joined_at)


def test_a_row_of_two_models_makes_both() -> None:
    need = CommunicationNeedFactory(kind="bsl", since=dt.date(2026, 1, 1))
    question = Prepared(
        lambda kind: CommunicationNeed.objects.filter(kind=kind).values_list(
            *name_columns(CommunicationNeed), *name_columns(Person, "person__")
        ),
        about=1,
    )

    (row,) = question.read("bsl")
    made = make_models(row, CommunicationNeed, Person)

    assert made == [need, need.person]
    assert [one.get_deferred_fields() for one in made] == [set(), set()]
