from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lehc.assessment.models import EasyReadSummary
from lehc.assessment.validators import validate_easy_read
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory
from tests.pages.assessment.conftest import PLANTED

pytestmark = pytest.mark.django_db
WORDS = "They run a walking group.\nThey want people to decide more."


@pytest.fixture
def team(sign_in, planted):
    return sign_in(planted.team_member())


def url(name, planted, *more):
    return reverse(name, args=[planted.slug, *more])


def test_from_a_wish_to_a_summary(sign_in, team, planted) -> None:
    assessor = planted.assign(cleared=True)
    mine = sign_in(assessor.person)
    review = url("assessing_review", planted, PLANTED["reference"])
    assert "In Easy Read" not in mine.get(review).content.decode()

    mine.post(url("assessing_reading", planted), {"wants_easy_read": "on"})
    assert "not written yet" in mine.get(review).content.decode()
    page = team.get(url("easy_read", planted)).content.decode()
    assert "1 summary waits to be written." in page

    address = url("easy_read_write", planted, PLANTED["reference"])
    assert PLANTED["assessed"] in team.get(address).content.decode()
    page = team.post(address, {"words": "Zebra runs a group."}).content.decode()
    assert "Leave out “Zebra”" in page
    assert team.post(address, {"words": WORDS}).url == url("easy_read", planted)

    page = mine.get(review).content.decode()
    assert "<li>They run a walking group.</li>" in page
    assert page.index("In Easy Read") < page.index(PLANTED["assessed"])
    assert "All that are wanted are written." in (
        team.get(url("easy_read", planted)).content.decode()
    )


def test_one_thing_after_the_other(sign_in, planted) -> None:
    client = sign_in(planted.assign(cleared=True).person)
    review = url("assessing_review", planted, PLANTED["reference"])
    assert 'class="lehc-beside"' in client.get(review).content.decode()
    client.post(url("assessing_reading", planted), {"reads_in_one_column": "on"})
    assert 'class="lehc-one-column"' in client.get(review).content.decode()


def test_only_what_is_wanted_can_be_written(team, planted) -> None:
    address = url("easy_read_write", planted, PLANTED["reference"])
    assert team.get(address).status_code == 404
    assert (
        "No assessor has asked" in team.get(url("easy_read", planted)).content.decode()
    )


def test_nobody_but_the_team_writes(sign_in, planted) -> None:
    reader = planted.assign(cleared=True, wants_easy_read=True)
    address = url("easy_read_write", planted, PLANTED["reference"])
    for person in (PersonFactory(), reader.person, planted.chair().person):
        assert sign_in(person).get(address).status_code == 404
        assert sign_in(person).post(address, {"words": WORDS}).status_code == 404
        assert sign_in(person).get(url("easy_read", planted)).status_code == 404
    member = planted.team_member()
    planted.conflict(member)
    assert sign_in(member).get(address).status_code == 404
    assert not EasyReadSummary.objects.exists()
    assert (
        sign_in(PersonFactory()).get(url("assessing_reading", planted)).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("  \n ", "at least one sentence"),
        ("\n".join(["A line."] * 21), "Keep it to 20 lines"),
        (" ".join(["word"] * 16), "“word word word word” has more than 15 words"),
        ("Write to zebra.mail@planted.example.", "Leave out “Zebra”"),
        ("They work at Zebra Organisation.", "Leave out “Zebra”"),
    ],
)
def test_a_summary_is_short_and_names_nobody(planted, words, message) -> None:
    with pytest.raises(ValidationError, match=message):
        validate_easy_read(words, planted.application)


def test_a_part_of_a_word_is_no_name(planted) -> None:
    planted.application.person.name = "Ann Al"
    validate_easy_read("They plan an annual fair, also at home.", planted.application)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    team, planted, count, django_assert_num_queries
) -> None:
    assessor = AssessorFactory(call=planted.call, wants_easy_read=True)
    for _ in range(count):
        AssignmentFactory(assessor=assessor)
    with django_assert_num_queries(7):
        team.get(url("easy_read", planted))
