"""Targets for two answers together, from the browser's targets to the last check."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Call
from lehc.selection.actions.fixing import find_obstacle, fix_run
from lehc.selection.actions.places import settle_cohort
from lehc.selection.actions.replacements import ask_for_replacement, ask_with_change
from lehc.selection.actions.runs import compute_run
from lehc.selection.actions.settings import Wish, set_targets
from lehc.selection.actions.statements import make_statement, withdraw_statement
from lehc.selection.calculations.feasibility import check_targets
from lehc.selection.commands import select, verify
from lehc.selection.conditions import join, split
from lehc.selection.enums import Method, RunState
from lehc.selection.models import Run, Target
from lehc.selection.naming import Namer
from lehc.selection.presenters.before_fixing import say_amended, say_differences
from lehc.selection.presenters.comparing import compare_targets
from lehc.selection.presenters.decisions import write_certificate
from lehc.selection.presenters.runs import show_command, show_explanation, show_targets
from lehc.selection.queries.features import list_features
from lehc.selection.queries.pool import build_pool
from lehc.selection.queries.runs import targets_of
from tests.factories.selection import (
    add_candidate,
    ask_for_gender,
    make_closed_call,
    make_lead,
    run_now,
)
from tests.unit.selection.test_statements import REASONS

PAIR = Wish("sector", "vcse", 1, 2, "role", "councillor")


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    """Two clinicians of the sector, and a councillor in it with the lowest merit."""
    call = make_closed_call()
    for score, role in ((4, "clinician"), (3, "clinician"), (1, "councillor")):
        add_candidate(call, score=score, role=role)
    add_candidate(call, score=2, role="councillor", sector="local_authority")
    return call


@pytest.fixture
def call(shared_call: Call, db: None) -> Call:
    return copy.deepcopy(shared_call)


def name_pair(call: Call) -> str:
    return Namer(list_features(call)).name_both(
        "sector and role", "vcse and councillor"
    )


def write_files(run: Run, folder: Path) -> list[str]:
    content = write_certificate(run, overrides=[], drawn=None)
    texts = {
        "certificate.json": json.dumps(content),
        "people.csv": run.people_csv,
        "targets.csv": run.targets_csv,
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    return [str(folder / name) for name in texts]


@pytest.mark.parametrize(
    "conditions",
    [(("role", "x and y"),), (("sector", "vcse"), ("role", "clinician"))],
)
def test_joined_names_come_apart_again(conditions: tuple[tuple[str, str], ...]) -> None:
    assert split(*join(conditions)) == conditions


@pytest.mark.parametrize(
    "half",
    [
        {"and_question_key": "role"},
        {"and_value": "clinician"},
        {"and_question_key": "sector", "and_value": "housing"},
    ],
)
def test_the_database_takes_whole_pairs_of_two_questions(
    half: dict[str, str], call: Call
) -> None:
    facts: dict[str, Any] = {"question_key": "sector", "value": "vcse", "maximum": 2}
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(call=call, **facts, **half)


def test_a_pair_is_met_though_its_halves_would_be_without_it(
    call: Call, tmp_path: Path
) -> None:
    set_targets(
        call=call,
        wishes=[Wish("sector", "vcse", 1, 2), Wish("role", "councillor", 0, 2), PAIR],
        by=None,
    )
    run = run_now(call, seats=2)
    assert run.targets_csv == (
        "feature,value,min,max,and_feature,and_value\n"
        "role,councillor,0,2,,\n"
        "sector,vcse,1,2,,\n"
        "sector,vcse,1,2,role,councillor\n"
    )
    both = {"feature": "sector and role", "value": "vcse and councillor"}
    assert run.certificate["targets"][2] == both | {"min": 1, "max": 2, "got": 1}
    # Without the pair the two clinicians would be chosen: 7 instead of 5.
    assert run.findings["costs"] == [
        {"feature": "role", "value": "councillor", "merit": 0.0},
        {"feature": "sector", "value": "vcse", "merit": 0.0},
        both | {"merit": 2.0},
    ]
    namer = Namer(list_features(call))
    assert [(row.name, row.got, row.cost) for row in show_targets(run, namer)][2] == (
        name_pair(call),
        1,
        "2.00",
    )
    assert compare_targets([run], namer)[2] == [
        name_pair(call),
        "1 to 2, chosen 1. Costs 2.00",
    ]
    certificate, people, targets = write_files(run, tmp_path)
    assert verify([certificate, people, targets]) == 0
    again = tmp_path / "again.json"
    command = show_command(run, drawn=None).split()[4:]
    assert select([people, targets, *command, "--json", str(again)]) == 0
    assert json.loads(again.read_text()) == run.certificate


def test_a_pair_costs_chance_in_a_lottery(call: Call) -> None:
    set_targets(call=call, wishes=[PAIR], by=None)
    run = run_now(call, seats=2, method=Method.LEXIMIN)
    [cost] = run.findings["costs"]
    assert (cost["feature"], cost["value"]) == (
        "sector and role",
        "vcse and councillor",
    )
    assert cost["chance"] == pytest.approx(1 / 2 - 1 / 3)


def test_the_smallest_change_names_both_answers(call: Call) -> None:
    wish = Wish("sector", "vcse", 2, 3, "role", "councillor")
    pool = build_pool(call)
    facts = check_targets(pool, [wish], seats=2, in_from=None)
    shown = show_explanation(facts, Namer(pool.features))
    sector = dict(pool.features[0].labels)["vcse"]
    role = pool.features[1].labels["councillor"]
    assert shown["conflicts"] == [
        f"For Sector “{sector}” and What is your role? “{role}” at least 2 must be "
        "chosen, but only 1 of the people have it."
    ]
    assert shown["alternatives"] == [
        f"Sector, {sector}, and What is your role?, {role}: lower the least from 2 to 1"
    ]


def test_a_pair_is_left_out_alone(call: Call) -> None:
    set_targets(call=call, wishes=[Wish("sector", "vcse", 1, 2), PAIR], by=None)
    conditions = (("sector", "vcse"), ("role", "councillor"))
    run = run_now(call, seats=2, left_out={conditions})
    assert run.targets_csv == "feature,value,min,max\nsector,vcse,1,2\n"
    assert say_differences(run, targets_of(call), None)[-1] == (
        "This run used other targets than those set now."
    )


def test_either_half_needs_its_statement(call: Call) -> None:
    ask_for_gender(call)
    lead, on_gender = make_lead(call), Wish("sector", "vcse", 0, 2, "gender", "woman")
    other_way = Wish("gender", "woman", 0, 2, "role", "clinician")
    for wish in (on_gender, other_way):
        with pytest.raises(ValidationError, match="needs a statement"):
            set_targets(call=call, wishes=[wish], by=lead)
    make_statement(call=call, key="gender", reasons=REASONS, by=lead)
    set_targets(call=call, wishes=[on_gender], by=lead)
    run = run_now(call, seats=1)
    assert [row["feature"] for row in run.statements] == ["What is your gender?"]
    assert find_obstacle(run) is None
    withdraw_statement(call=call, key="gender", by=lead)
    for act in (
        lambda: run_now(call, seats=1),
        lambda: fix_run(run=run, reason="Agreed", by=lead),
    ):
        with pytest.raises(ValidationError, match="needs a statement"):
            act()


def test_a_changed_answer_of_the_second_half_is_noticed(call: Call) -> None:
    set_targets(call=call, wishes=[PAIR], by=None)
    run = run_now(call, seats=2)
    answer = run.people.first().application.answers.get(question__key="role")
    answer.value = "commissioner"
    answer.save()
    obstacle = find_obstacle(run)
    assert obstacle is not None
    assert "1 person with other scores or answers" in obstacle.words


def test_a_replacement_keeps_a_pair_or_says_how_it_changed(call: Call) -> None:
    lead = make_lead(call)
    set_targets(call=call, wishes=[Wish("sector", "vcse", 0, 3), PAIR], by=lead)
    run = run_now(call, seats=2)
    call.cohort.capacity = 2
    call.cohort.save()
    settle_cohort(run=run, reason="Agreed", by=lead)
    councillor = run.people.get(
        application__answers__value="councillor", is_chosen=True
    ).application
    move_application(
        application=councillor, to=ApplicationState.DECLINED, by=councillor.person
    )
    asked = ask_for_replacement(call=call, by=lead)
    compute_run(asked.pk)
    asked.refresh_from_db()
    assert asked.state == RunState.CANNOT_BE_MET
    again = ask_with_change(run=asked, number=0, by=lead)
    compute_run(again.pk)
    again.refresh_from_db()
    assert again.state == RunState.DONE
    assert say_amended(again, Namer(list_features(call))) == [
        f"{name_pair(call)}: 0 to 2 seats instead of 1 to 2"
    ]
