"""No way leads from an equality monitoring answer to a person, or back."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

from lehc.equality.actions import record_response
from lehc.equality.models import MonitoringResponse
from lehc.equality.question_sets import PRESENT_SET
from tests.factories.everywhere import make_known_person


def find_links() -> set[tuple[str, str]]:
    """Every foreign key of every table, as from and to."""
    return {
        (model._meta.label, field.related_model._meta.label)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
    }


def test_no_foreign_key_leads_there_or_away():
    links = find_links()
    assert ("recruitment.Application", "accounts.Person") in links
    own = {"equality.MonitoringResponse"}
    assert [link for link in links if own.intersection(link)] == []


def test_no_path_of_keys_joins_it_to_a_person():
    """Whatever way the keys are walked, from a response one stays alone."""
    links = find_links()
    reached, found = set(), {"equality.MonitoringResponse"}
    while found:
        reached |= found
        found = {
            there
            for here, other in links
            for one, there in ((here, other), (other, here))
            if one in reached
        } - reached
    assert reached == {"equality.MonitoringResponse"}


def test_its_app_is_below_people_and_names_no_model_of_theirs():
    """`equality` may import neither; import-linter enforces it, this says why."""
    fields = {field.name for field in MonitoringResponse._meta.get_fields()}
    assert fields == {
        "id",
        "round_name",
        "stage",
        "question_set",
        "month",
        "answers",
        "withdrawal_hash",
    }


def respond(times: int) -> None:
    for _ in range(times):
        record_response(
            round_name="Seventh cohort",
            answers={"age": "25-34"},
            question_set=PRESENT_SET,
        )


@pytest.mark.django_db
def test_no_number_is_shared_with_any_other_row():
    make_known_person()
    respond(20)
    numbers = set(MonitoringResponse.objects.values_list("pk", flat=True))
    assert min(numbers) > 10**6  # other tables count from one
    for model in apps.get_models(include_auto_created=True):
        if model is not MonitoringResponse:
            keys = set(model._default_manager.values_list("pk", flat=True))
            assert not numbers & keys, model


@pytest.mark.django_db
def test_response_leaves_no_other_trace():
    """No audit event, no letter, no task says that somebody answered."""
    make_known_person()
    before = count_rows()
    respond(1)
    after = count_rows()
    assert {
        name: after[name] - before[name]
        for name in after
        if after[name] != before[name]
    } == {"equality.MonitoringResponse": 1}


def count_rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
    }


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's files")
def test_rows_lie_in_random_order_on_disk():
    """In SQLite the number is the place: the order on disk is not that of answering."""
    asked = []
    for _ in range(30):
        respond(1)
        known = set(asked)
        asked += [
            row.pk for row in MonitoringResponse.objects.all() if row.pk not in known
        ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM equality_monitoringresponse NOT INDEXED")
        on_disk = [row[0] for row in cursor.fetchall()]
    assert sorted(asked) == on_disk
    assert asked != on_disk


@pytest.mark.django_db
def test_no_time_is_kept_but_the_month():
    respond(1)
    row = MonitoringResponse.objects.values().get()
    assert row["month"].day == 1
    assert not [name for name in row if "at" in name.split("_")]
