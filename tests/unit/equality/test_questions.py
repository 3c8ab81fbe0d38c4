from __future__ import annotations

import pytest

from lehc.equality.forms import MonitoringForm
from lehc.equality.question_sets import PREFER_NOT_TO_SAY, load_question_set

QUESTIONS = load_question_set().questions
BY_KEY = {question.key: question for question in QUESTIONS}


def test_set_says_where_it_comes_from():
    questions = load_question_set()
    assert (questions.name, questions.country) == ("england-2026", "England")
    assert "GOV.UK Design System" in questions.source
    assert str(questions.valid_from) == "2026-11-01"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_every_question_offers_not_to_say_last(question):
    assert question.choices[-1].value == PREFER_NOT_TO_SAY
    assert question.choices[-1].label == "Prefer not to say"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_no_answer_is_a_bare_other(question):
    labels = [choice.label.lower() for choice in question.choices]
    assert "other" not in labels
    assert len(set(labels)) == len(labels)


def test_ethnic_groups_are_the_19_of_2021_with_roma():
    groups = [c for c in BY_KEY["ethnic-group"].choices if c.parent]
    assert len(groups) == 19
    assert "White: Roma" in {choice.label for choice in groups}
    assert {choice.parent for choice in groups} == {
        "White",
        "Mixed or multiple ethnic groups",
        "Asian or Asian British",
        "Black, Black British, Caribbean or African",
        "Arab or another ethnic group",
    }


def test_form_asks_everything_and_requires_nothing():
    form = MonitoringForm({})
    assert form.is_valid(), form.errors
    assert form.get_answers() == {}
    assert {name for name in form.fields if not name.endswith("-own-words")} == set(
        BY_KEY
    )


def test_form_gives_what_was_answered():
    form = MonitoringForm({"age": "25-34", "sex": "prefer-not-to-say", "religion": ""})
    assert form.is_valid()
    assert form.get_answers() == {"age": "25-34", "sex": "prefer-not-to-say"}


def test_own_words_are_kept_beside_the_answer_that_asks_for_them():
    data = {"religion": "any-other", "religion-own-words": "Jain"}
    form = MonitoringForm(data)
    assert form.is_valid()
    assert form.get_answers() == data


def test_own_words_without_that_answer_are_dropped():
    form = MonitoringForm({"religion": "none", "religion-own-words": "Jain"})
    assert form.is_valid()
    assert form.get_answers() == {"religion": "none"}


def test_answer_outside_the_list_is_asked_back():
    form = MonitoringForm({"age": "25"})
    assert form.errors["age"] == ["Choose one of the answers in the list"]


def test_intro_says_it_is_optional_and_whose_questions_they_are():
    intro = MonitoringForm().intro
    assert "Every question is optional" in intro
    assert "Questions for England" in intro
