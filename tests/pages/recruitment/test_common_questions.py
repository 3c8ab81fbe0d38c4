"""Questions that people ask, answered on the cohort's page."""

from __future__ import annotations

from typing import Any

import pytest

from lehc.audit.models import AuditEvent
from lehc.recruitment.models import CommonQuestion
from tests.factories.recruitment import CommonQuestionFactory

pytestmark = pytest.mark.django_db
URL = "/desk/seventh/call/questions/"
ASKED = {"question": "Who pays for travel?", "answer": "We do.\n\nAlways."}


def list_questions() -> list[str]:
    rows = CommonQuestion.objects.order_by("position", "id")
    return list(rows.values_list("question", flat=True))


def test_a_question_is_answered_and_everybody_reads_it(
    desk: Any, sign_in: Any, client_factory: Any
) -> None:
    response = sign_in(desk.coordinator).post(f"{URL}new/", ASKED, follow=True)

    assert "Who pays for travel?" in response.content.decode()
    page = client_factory().get("/cohorts/seventh/").content.decode()
    assert "Questions answered" in page
    assert "<p>We do.</p>\n\n<p>Always.</p>" in page
    assert AuditEvent.objects.get(action="recruitment.save_common_question").facts == {}


def test_a_question_without_an_answer_is_asked_again(desk: Any, sign_in: Any) -> None:
    page = sign_in(desk.lead).post(f"{URL}new/", ASKED | {"answer": ""})

    assert "There is a problem" in page.content.decode()
    assert list_questions() == []


def test_questions_are_changed_moved_and_removed(desk: Any, sign_in: Any) -> None:
    first, second, third = (
        CommonQuestionFactory(call=desk.call, question=words) for words in "ABC"
    )
    client = sign_in(desk.lead)

    client.post(f"{URL}{third.pk}/move/", {"direction": "up"})
    assert list_questions() == ["A", "C", "B"]
    client.post(f"{URL}{first.pk}/move/", {"direction": "up"})
    assert list_questions() == ["A", "C", "B"]
    assert 'value="B"' in client.get(f"{URL}{second.pk}/").content.decode()
    client.post(f"{URL}{second.pk}/", ASKED)
    assert list_questions() == ["A", "C", "Who pays for travel?"]
    assert "Remove “A”?" in client.get(f"{URL}{first.pk}/remove/").content.decode()
    client.post(f"{URL}{first.pk}/remove/")
    assert list_questions() == ["C", "Who pays for travel?"]


def test_a_call_without_questions_has_no_heading_for_them(
    desk: Any, client: Any
) -> None:
    assert "Questions answered" not in client.get("/cohorts/seventh/").content.decode()


@pytest.mark.parametrize("path", ["new/", "{pk}/", "{pk}/move/", "{pk}/remove/"])
def test_strangers_and_readers_find_nothing(path: str, desk: Any, sign_in: Any) -> None:
    url = URL + path.format(pk=CommonQuestionFactory(call=desk.call).pk)

    for person in (desk.stranger, desk.assessor):
        assert sign_in(person).post(url, ASKED).status_code == 404
    assert CommonQuestion.objects.count() == 1


def test_a_question_of_another_call_can_not_be_reached(desk: Any, sign_in: Any) -> None:
    other = CommonQuestionFactory()
    client = sign_in(desk.lead)

    for path in ("", "move/", "remove/"):
        assert client.post(f"{URL}{other.pk}/{path}").status_code == 404


def test_moving_takes_a_post(desk: Any, sign_in: Any) -> None:
    question = CommonQuestionFactory(call=desk.call)
    assert sign_in(desk.lead).get(f"{URL}{question.pk}/move/").status_code == 405
