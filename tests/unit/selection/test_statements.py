"""Targets close to a protected characteristic: refused without a lead's statement."""

from __future__ import annotations

import copy

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from lehc.accounts.enums import Role
from lehc.recruitment.models import Call
from lehc.selection.actions.fixing import fix_run
from lehc.selection.actions.settings import Wish, set_targets
from lehc.selection.actions.statements import (
    Reasons,
    make_statement,
    withdraw_statement,
)
from lehc.selection.enums import Basis, Condition
from lehc.selection.models import Statement, Target
from lehc.selection.presenters.decisions import show_statements
from lehc.selection.protected import Trait, find_traits
from lehc.selection.queries.features import list_features
from tests.factories.programmes import RoleGrantFactory
from tests.factories.selection import (
    add_candidate,
    ask_for_gender,
    make_closed_call,
    make_lead,
    role_question,
    run_now,
)

REASONS = Reasons(
    basis=Basis.POSITIVE_ACTION,
    condition=Condition.PARTICIPATION,
    evidence="1 in 10 of those who took part since 2012 were women.",
    aim="That as many women as men apply and take part.",
    proportionate="We tried other adverts first. Nobody is left out.",
)
ON_GENDER = [Wish("gender", "woman", 1, 3)]


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    call = make_closed_call()
    ask_for_gender(call)
    add_candidate(call, score=3)
    return call


@pytest.fixture
def call(shared_call: Call, db: None) -> Call:
    return copy.deepcopy(shared_call)


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("What is your age group?", Trait("age", "age")),
        ("Do you have a disability", Trait("disability", "disability")),
        ("Gender identity", Trait("gender_reassignment", "gender identity")),
        ("Are you married", Trait("marriage", "married")),
        ("Maternity", Trait("pregnancy", "maternity")),
        ("BLACK leaders", Trait("race", "black")),
        ("Faith leader", Trait("religion", "faith")),
        ("Women's groups", Trait("sex", "women")),
        ("LGBTQ+", Trait("sexual_orientation", "lgbtq")),
        ("long-term condition", Trait("disability", "long-term condition")),
        ("date_of_birth", Trait("age", "birth")),
        ("Are you over 65?", Trait("age", "over 65")),
        ("What are your pronouns?", Trait("gender_reassignment", "pronouns")),
        ("Title: Mr, Mrs, Ms, Mx", Trait("sex", "mr")),
        ("Are you a mum or a dad?", Trait("sex", "mum")),
        ("Do you use British Sign Language?", Trait("disability", "sign language")),
        ("Who lives with dementia", Trait("disability", "dementia")),
        ("Do you wear a hijab?", Trait("religion", "hijab")),
        ("What is your first language?", Trait("race", "first language")),
    ],
)
def test_words_that_name_a_characteristic(text: str, trait: Trait) -> None:
    assert trait in find_traits([text])


@pytest.mark.parametrize(
    "text",
    [
        "Which place do you want to make a difference in?",
        "Operational manager",
        "Person with lived experience",
        "Unpaid carer",
        "Stage of your career",
        "Engagement and management",
        "Sussex and Essex",
        "Embrace the terrace",
        "People and communities",
    ],
)
def test_words_that_name_none(text: str) -> None:
    assert find_traits([text]) == ()


def test_where_somebody_was_born_is_not_their_age() -> None:
    traits = find_traits(["Which country were you born in?"])
    assert traits == (Trait("race", "born in"),)


def test_what_the_form_declares_counts_whatever_its_words() -> None:
    assert find_traits(["Which group are you in?"], declared="race") == (
        Trait("race", "declared"),
    )


def test_no_standard_question_looks_like_one(call: Call) -> None:
    traits = {feature.key: feature.name_traits() for feature in list_features(call)}
    assert traits == {
        "sector": "",
        "role": "",
        "gender": "sex, by the word “gender”",
    }


def test_answers_are_looked_at_too(call: Call) -> None:
    role_question(call).choices.filter(value="clinician").update(label="Men")
    features = {feature.key: feature for feature in list_features(call)}
    assert features["role"].name_traits() == "sex, by the word “men”"


def test_a_declared_question_needs_a_statement(call: Call) -> None:
    question = role_question(call)
    question.characteristic = "race"
    question.save()
    with pytest.raises(ValidationError, match="race, as the form says"):
        set_targets(call=call, wishes=[Wish("role", "clinician", 1, 2)], by=None)


def test_a_target_is_refused_until_a_lead_has_written_a_statement(call: Call) -> None:
    with pytest.raises(ValidationError, match="needs a statement by a programme lead"):
        set_targets(call=call, wishes=ON_GENDER, by=None)
    assert not Target.objects.exists()
    lead = make_lead(call)
    statement = make_statement(call=call, key="gender", reasons=REASONS, by=lead)
    set_targets(call=call, wishes=ON_GENDER, by=None)
    assert (statement.made_by, statement.made_as) == (lead, Role.LEAD)
    assert Target.objects.get().value == "woman"


def test_a_target_on_what_no_form_asks_is_refused(call: Call) -> None:
    """Equality monitoring has keys of its own; none of them is a feature."""
    for key in ("ethnic-group", "age", "sex", "religion"):
        with pytest.raises(ValidationError, match="can't be balanced by"):
            set_targets(call=call, wishes=[Wish(key, "x", 1, 2)], by=None)


def test_only_a_lead_writes_a_statement(call: Call) -> None:
    coordinator = RoleGrantFactory(cohort=call.cohort).person
    for act in (
        lambda: make_statement(
            call=call, key="gender", reasons=REASONS, by=coordinator
        ),
        lambda: withdraw_statement(call=call, key="gender", by=coordinator),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Statement.objects.exists()


def test_a_statement_is_replaced_by_withdrawing_it(call: Call) -> None:
    lead = make_lead(call)
    first = make_statement(call=call, key="gender", reasons=REASONS, by=lead)
    second = make_statement(call=call, key="gender", reasons=REASONS, by=lead)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert list(Statement.objects.standing()) == [second]
    withdraw_statement(call=call, key="gender", by=lead)
    assert not Statement.objects.standing().exists()


def test_no_statement_where_none_is_needed(call: Call) -> None:
    with pytest.raises(ValidationError, match="needs no statement"):
        make_statement(call=call, key="role", reasons=REASONS, by=make_lead(call))


@pytest.mark.parametrize("missing", ["condition", "aim", "proportionate", "evidence"])
def test_the_database_keeps_positive_action_with_its_reasons(
    missing: str, call: Call
) -> None:
    facts = vars(REASONS) | {missing: ""}
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(
            call=call,
            question_key="gender",
            made_by=make_lead(call),
            made_as=Role.LEAD,
            **facts,
        )


def test_the_certificate_says_what_it_stands_on(call: Call) -> None:
    lead = make_lead(call)
    make_statement(call=call, key="gender", reasons=REASONS, by=lead)
    set_targets(call=call, wishes=[Wish("gender", "woman", 0, 3)], by=None)
    run = run_now(call, seats=1)
    [shown] = show_statements(run)
    assert shown["traits"] == "sex, by the word “gender”"
    assert shown["about"].startswith("A programme lead holds that this target is")
    assert (shown["role"], shown["evidence"]) == ("Programme lead", REASONS.evidence)
    assert lead.name not in str(run.statements)


def test_a_withdrawn_statement_stops_runs_and_fixing(call: Call) -> None:
    lead = make_lead(call)
    make_statement(call=call, key="gender", reasons=REASONS, by=lead)
    set_targets(call=call, wishes=[Wish("gender", "woman", 0, 3)], by=None)
    run = run_now(call, seats=1)
    withdraw_statement(call=call, key="gender", by=lead)
    with pytest.raises(ValidationError, match="needs a statement"):
        fix_run(run=run, reason="Agreed", by=lead)
    with pytest.raises(ValidationError, match="needs a statement"):
        run_now(call, seats=1)


def test_a_question_that_only_sounds_so_can_be_cleared(call: Call) -> None:
    cleared = Reasons(
        basis=Basis.NOT_PROTECTED, evidence="It asks for a kind of word.", aim="Left"
    )
    statement = make_statement(
        call=call, key="gender", reasons=cleared, by=make_lead(call)
    )
    assert (statement.condition, statement.aim, statement.proportionate) == ("",) * 3
    set_targets(call=call, wishes=ON_GENDER, by=None)
