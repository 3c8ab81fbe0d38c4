from __future__ import annotations

import re

import pytest
from django.urls import reverse

from lehc.assessment.enums import ReviewState
from lehc.assessment.models import Assignment, Review
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    ReviewFactory,
    RubricFactory,
)
from tests.factories.recruitment import ApplicationFactory
from tests.pages.assessment.conftest import PLANTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessor(planted):
    return planted.assign(cleared=True)


def review_url(planted) -> str:
    return reverse("assessing_review", args=[planted.slug, PLANTED["reference"]])


def round_url(planted) -> str:
    return reverse("assessing_round", args=[planted.slug])


def answer_all(planted, score: int = 3, **more: str) -> dict[str, str]:
    lines = planted.rubric.lines.values_list("pk", flat=True)
    return {f"line_{pk}": str(score) for pk in lines} | more


def mine(assessor) -> Review:
    return Review.objects.get(assignment__assessor=assessor)


def test_my_calls_are_listed(sign_in, assessor, planted) -> None:
    page = sign_in(assessor.person).get(reverse("assessing")).content.decode()

    assert round_url(planted) in page
    assert str(planted.call.cohort) in page


def test_nobody_elses_calls_are_listed(sign_in, planted) -> None:
    page = sign_in(PersonFactory()).get(reverse("assessing")).content.decode()

    assert "Nothing to assess yet" in page
    assert planted.slug not in page


def test_visitors_are_asked_to_sign_in(client, planted) -> None:
    for url in (reverse("assessing"), round_url(planted), review_url(planted)):
        response = client.get(url)
        assert response.status_code == 302
        assert url in response.url


def test_my_list_says_what_to_do_next(sign_in, planted) -> None:
    assessor = planted.assign()
    AssignmentFactory(assessor=assessor, cleared=True)
    page = sign_in(assessor.person).get(round_url(planted)).content.decode()

    assert "1 application waits for you to say" in page
    assert "You have finished 0 of 1." in page
    assert reverse("assessing_declare", args=[planted.slug]) in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ReviewState.DRAFT, "Draft saved"),
        (ReviewState.SUBMITTED, "Sent"),
        (ReviewState.ABSTAINED, "Abstained"),
    ],
)
def test_my_list_says_where_each_stands(sign_in, planted, state, words) -> None:
    assignment = AssignmentFactory(assessor__call=planted.call, cleared=True)
    ReviewFactory(assignment=assignment, state=state)
    page = sign_in(assignment.assessor.person).get(round_url(planted))

    assert words in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_my_list_asks_the_same_number_of_questions(
    sign_in, planted, count, django_assert_num_queries
) -> None:
    assessor = AssessorFactory(call=planted.call)
    for _ in range(count):
        ReviewFactory(assignment=AssignmentFactory(assessor=assessor, cleared=True))
    client = sign_in(assessor.person)
    with django_assert_num_queries(15):
        client.get(round_url(planted))


def test_the_review_page_shows_answers_beside_the_rubric(
    sign_in, assessor, planted
) -> None:
    page = sign_in(assessor.person).get(review_url(planted)).content.decode()

    assert PLANTED["assessed"] in page
    assert "0: Anchor 0" in page
    assert "Lived anchor" not in page
    assert "people have the right to see what is written about them" in page


def test_lived_experience_has_its_own_wording(sign_in, planted) -> None:
    assessor = planted.assign(cleared=True, has_lived_experience=True)
    page = sign_in(assessor.person).get(review_url(planted)).content.decode()

    assert "From where I stand: Criterion" in page
    assert "0: Lived anchor 0" in page


def test_a_draft_is_saved_with_nothing_required(sign_in, assessor, planted) -> None:
    client = sign_in(assessor.person)
    response = client.post(review_url(planted), {"comment": "So far"})

    assert response.url == review_url(planted)
    assert (mine(assessor).state, mine(assessor).comment) == ("draft", "So far")


def test_a_review_is_sent_and_may_be_sent_again(sign_in, assessor, planted) -> None:
    client = sign_in(assessor.person)
    for score in (3, 1):
        response = client.post(
            review_url(planted), answer_all(planted, score, intent="send")
        )
        assert response.url == round_url(planted)

    review = mine(assessor)
    assert review.state == ReviewState.SUBMITTED
    assert [one.score for one in review.scores.all()] == [1, 1]
    page = client.get(review_url(planted)).content.decode()
    assert "You have sent this review." in page
    assert len(re.findall(r'value="1"[^>]* checked', page)) == 2


def test_sending_with_a_line_open_keeps_what_was_typed(
    sign_in, assessor, planted
) -> None:
    line = planted.rubric.lines.first()
    response = sign_in(assessor.person).post(
        review_url(planted),
        {f"line_{line.pk}": "2", "comment": "Typed words", "intent": "send"},
    )
    page = response.content.decode()

    assert response.status_code == 200
    assert "<title>Error: " in page
    assert page.count("Choose a score for") == 2  # in the summary and at the field
    assert "Typed words" in page
    assert not Review.objects.filter(assignment__assessor=assessor).exists()


def test_abstaining_asks_for_a_reason_and_not_for_scores(
    sign_in, assessor, planted
) -> None:
    client = sign_in(assessor.person)
    page = client.post(review_url(planted), {"intent": "abstain"}).content.decode()
    assert page.count("Say why you would rather not review this one") == 2
    assert "Choose a score" not in page

    client.post(
        review_url(planted),
        {"intent": "abstain", "abstain_reason": "I can tell who it is"},
    )
    assert mine(assessor).abstain_reason == "I can tell who it is"


def test_previous_and_next_follow_my_own_order(sign_in, assessor, planted) -> None:
    first = AssignmentFactory(assessor=assessor, position=0, cleared=True)
    last = AssignmentFactory(assessor=assessor, position=10**6, cleared=True)
    page = sign_in(assessor.person).get(review_url(planted)).content.decode()

    assert f"Previous: {first.application.reference}" in page
    assert f"Next: {last.application.reference}" in page


def test_a_review_begun_keeps_its_rubric(sign_in, assessor, planted) -> None:
    client = sign_in(assessor.person)
    client.post(review_url(planted), answer_all(planted))
    RubricFactory(call=planted.call)
    client.post(review_url(planted), answer_all(planted, intent="send"))

    assert (mine(assessor).rubric, mine(assessor).state) == (
        planted.rubric,
        ReviewState.SUBMITTED,
    )


@pytest.mark.parametrize("happens", ["conflict", "ended", "closed", "withdrawn"])
def test_a_window_left_open_can_save_nothing(
    sign_in, assessor, planted, happens
) -> None:
    client = sign_in(assessor.person)
    if happens == "conflict":
        planted.conflict(assessor.person)
    elif happens == "ended":
        assessor.ended_at = planted.call.opens_at
        assessor.save(update_fields=["ended_at"])
    elif happens == "closed":
        planted.rubric.closes_at = planted.call.opens_at
        planted.rubric.save(update_fields=["closes_at"])
    else:
        planted.application.state = "withdrawn"
        planted.application.save(update_fields=["state"])

    response = client.post(review_url(planted), answer_all(planted, intent="send"))

    assert response.status_code == 404
    assert not Review.objects.filter(assignment__assessor=assessor).exists()


def test_an_assessor_whose_role_was_taken_away_finds_nothing(
    sign_in, assessor, planted
) -> None:
    assessor.person.role_grants.update(ended_at=planted.call.opens_at)

    assert sign_in(assessor.person).get(round_url(planted)).status_code == 404


def test_unknown_references_and_wrong_verbs(sign_in, assessor, planted) -> None:
    client = sign_in(assessor.person)

    assert (
        client.get(
            reverse("assessing_review", args=[planted.slug, "A-NOBODY"])
        ).status_code
        == 404
    )
    assert client.post(round_url(planted)).status_code == 405
    assert client.delete(review_url(planted)).status_code == 405


def test_the_review_page_asks_few_questions(
    sign_in, assessor, planted, django_assert_max_num_queries
) -> None:
    client = sign_in(assessor.person)
    with django_assert_max_num_queries(23):
        client.get(review_url(planted))


def test_an_old_window_does_not_wipe_a_sent_review(sign_in, assessor, planted) -> None:
    browser, url = sign_in(assessor.person), review_url(planted)
    old = read_seen(browser.get(url))
    sent = answer_all(planted, intent="send", comment="Clear", seen=old)
    browser.post(url, sent)

    page = browser.post(url, {"seen": old, "comment": ""})
    assert "after you opened this page, with other answers" in page.content.decode()
    row = mine(assessor)
    assert (row.state, row.comment) == (ReviewState.SUBMITTED, "Clear")
    assert set(row.scores.values_list("score", flat=True)) == {3}

    browser.post(url, {"seen": read_seen(page), "comment": "I mean it"})
    row.refresh_from_db()
    assert (row.state, row.comment) == (ReviewState.DRAFT, "I mean it")


def test_the_same_review_sent_twice_is_sent_once(sign_in, assessor, planted) -> None:
    browser, url = sign_in(assessor.person), review_url(planted)
    sent = answer_all(planted, intent="send", comment="Clear", seen="")
    for _ in range(2):
        assert browser.post(url, sent).status_code == 302
    assert mine(assessor).state == ReviewState.SUBMITTED


def read_seen(answer) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_whoever_read_is_thanked_once_nothing_is_left(
    sign_in, assessor, planted
) -> None:
    browser = sign_in(assessor.person)
    Assignment.objects.filter(assessor=assessor).delete()
    address = round_url(planted)
    assert "Nothing to read yet" in browser.get(address).content.decode()
    application = ApplicationFactory(call=planted.call, state="offered")
    ReviewFactory(
        assignment=AssignmentFactory(assessor=assessor, application=application),
        scores=(),
    )
    page = browser.get(address).content.decode()
    assert "Nothing is left to read" in page
    assert "Nothing to read yet" not in page
