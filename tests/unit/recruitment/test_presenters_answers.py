from __future__ import annotations

from typing import Any

import pytest

from lehc.recruitment.enums import Visibility
from lehc.recruitment.models import Application
from lehc.recruitment.presenters.answers import (
    AnswerRow,
    list_answer_rows,
    show_answer,
)
from lehc.recruitment.queries.answers import collect_answers
from tests.factories.places import AreaFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    ChoiceFactory,
    PlaceTeamFactory,
    QuestionFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("short_text", "A nurse", "A nurse"),
        ("long_text", "Two\nlines", "Two\nlines"),
        ("yes_no", "yes", "Yes"),
        ("yes_no", "no", "No"),
        ("date", "2026-11-04", "4 November 2026"),
        ("file", "letter.pdf", "letter.pdf"),
        ("short_text", "", "Not provided"),
        ("many_of", [], "Not provided"),
        ("date", None, "Not provided"),
    ],
)
def test_show_answer_says_each_kind_in_words(kind: str, value: Any, words: str) -> None:
    question = QuestionFactory(kind=kind, word_limit=100)

    assert show_answer(AnswerFactory(question=question, value=value)) == words


def test_show_answer_of_nothing() -> None:
    assert show_answer(None) == "Not provided"


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [("one_of", "bus", "By bus"), ("many_of", ["foot", "bus"], "By bus, On foot")],
)
def test_show_answer_names_choices_in_the_order_of_the_list(
    kind: str, value: Any, words: str
) -> None:
    question = QuestionFactory(kind=kind)
    ChoiceFactory(question=question, value="bus", label="By bus")
    ChoiceFactory(question=question, value="train", label="By train")
    ChoiceFactory(question=question, value="foot", label="On foot")

    assert show_answer(AnswerFactory(question=question, value=value)) == words


def test_show_answer_names_the_place_of_the_newest_boundaries() -> None:
    AreaFactory(code="E08000038", name="Reading as it was", vintage=2011)
    AreaFactory(code="E08000038", name="Reading", vintage=2021)
    answer = AnswerFactory(question__kind="place", value="E08000038")
    collected = collect_answers([answer.application])

    named = collected[answer.application.pk][answer.question.key]

    assert show_answer(named) == "Reading"


def test_show_answer_keeps_the_code_of_a_place_that_is_not_known() -> None:
    answer = AnswerFactory(question__kind="place", value="E06000099")

    assert show_answer(answer) == "E06000099"


def build_form(application: Application) -> list[Any]:
    """Two sections, the second shared, added in the opposite order."""
    shared = SectionFactory(
        form_version=application.form_version, position=2, title="Place", is_shared=True
    )
    own = SectionFactory(form_version=application.form_version, position=1, title="You")
    return [
        QuestionFactory(section=own, position=2, key="why", words="Why?"),
        QuestionFactory(
            section=own, position=1, key="job", words="Job?", visibility="declaring"
        ),
        QuestionFactory(section=shared, key="issue", words="Issue?"),
    ]


def test_list_answer_rows_follows_the_form() -> None:
    application = ApplicationFactory()
    why, _job, _issue = build_form(application)
    AnswerFactory(application=application, question=why, value="Because")

    rows = list_answer_rows(application, collect_answers([application])[application.pk])

    assert rows == [
        AnswerRow("You", "job", "Job?", "Not provided", False),
        AnswerRow("You", "why", "Why?", "Because", True),
        AnswerRow("Place", "issue", "Issue?", "Not provided", False),
    ]


def test_list_answer_rows_leaves_out_what_a_reader_may_not_see() -> None:
    application = ApplicationFactory()
    for question in build_form(application):
        AnswerFactory(application=application, question=question)
    answers = collect_answers([application])[application.pk]

    rows = list_answer_rows(
        application, answers, visible=frozenset({Visibility.DECLARING})
    )

    assert [row.key for row in rows] == ["job"]


def test_a_team_member_has_the_team_s_answer_and_keeps_their_own_unread() -> None:
    application = ApplicationFactory()
    _why, _job, issue = build_form(application)
    AnswerFactory(application=application, question=issue, value="Mine from before")
    application.team = PlaceTeamFactory(call=application.call)
    application.save()

    before = collect_answers([application])[application.pk]
    AnswerFactory(application=None, team=application.team, question=issue, value="Ours")
    after = collect_answers([application])[application.pk]

    assert before == {}
    assert {key: answer.value for key, answer in after.items()} == {"issue": "Ours"}


def test_a_file_s_row_leads_to_it() -> None:
    application = ApplicationFactory(reference="ABC-DEF")
    question = QuestionFactory(
        section__form_version=application.form_version, key="letter", kind="file"
    )
    AnswerFactory(
        application=application, question=question, value="a.pdf", file="answers/x.pdf"
    )
    answers = collect_answers([application])[application.pk]

    rows = list_answer_rows(application, answers)

    assert [row.url for row in rows] == ["/applications/ABC-DEF/files/letter/"]


@pytest.mark.parametrize("count", [1, 3])
def test_rows_cost_the_same_number_of_queries(
    count: int, django_assert_num_queries: Any
) -> None:
    for application in ApplicationFactory.create_batch(count):
        question = QuestionFactory(
            section__form_version=application.form_version, kind="place"
        )
        AnswerFactory(application=application, question=question, value="E06000001")

    with django_assert_num_queries(8):
        applications = list(Application.objects.with_form())
        answers = collect_answers(applications)
        for application in applications:
            list_answer_rows(application, answers[application.pk])
