from __future__ import annotations

from typing import Any

import pytest

from lehc.letters.enums import LetterState
from lehc.letters.models import Letter
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db
LIST = "/desk/seventh/applications/"
CHECK = f"{LIST}check/"
UNDO = f"{LIST}undo/"
REASON = "This call is for people who work in England."


@pytest.fixture
def sent(desk: Any) -> list[Any]:
    return ApplicationFactory.create_batch(
        3, call=desk.call, state=ApplicationState.SUBMITTED
    )


def list_states() -> list[str]:
    return list(Application.objects.order_by("pk").values_list("state", flat=True))


def test_chosen_applications_become_eligible_and_the_rest_stay(
    desk: Any, sent: Any, sign_in: Any
) -> None:
    client = sign_in(desk.lead)

    response = client.post(
        CHECK, {"decision": "eligible", "chosen": [sent[0].pk, sent[2].pk]}, follow=True
    )

    assert list_states() == ["eligible", "submitted", "eligible"]
    assert "2 applications are now eligible." in response.content.decode()
    change = sent[0].state_changes.last()
    assert change.by == desk.lead


def test_undo_takes_back_what_was_marked(desk: Any, sent: Any, sign_in: Any) -> None:
    client = sign_in(desk.lead)
    client.post(CHECK, {"decision": "eligible", "chosen": [one.pk for one in sent]})

    response = client.post(UNDO, follow=True)

    assert list_states() == ["submitted"] * 3
    page = response.content.decode()
    assert "3 are back as they were." in page
    assert "Undo" not in page


def test_undo_leaves_what_somebody_moved_on_meanwhile(
    desk: Any, sent: Any, sign_in: Any
) -> None:
    client = sign_in(desk.lead)
    client.post(CHECK, {"decision": "eligible", "chosen": [one.pk for one in sent]})
    client.post(
        CHECK,
        {"decision": "not_eligible", "chosen": [sent[1].pk], "reason": REASON},
    )
    session = client.session
    session["recruitment_undo"] = {
        "cohort": desk.cohort.pk,
        "words": "eligible",
        "changes": [one.state_changes.get(state="eligible").pk for one in sent],
    }
    session.save()

    client.post(UNDO)

    assert list_states() == ["submitted", "not_eligible", "submitted"]


def test_undo_without_anything_to_take_back_says_so(
    desk: Any, sent: Any, sign_in: Any
) -> None:
    response = sign_in(desk.lead).post(UNDO, follow=True)

    assert "nothing left to take back" in response.content.decode()


def test_not_eligible_asks_for_the_reason_first(
    desk: Any, sent: Any, sign_in: Any
) -> None:
    client = sign_in(desk.lead)

    asked = client.post(CHECK, {"decision": "not_eligible", "chosen": [sent[0].pk]})

    page = asked.content.decode()
    assert str(sent[0].person) in page
    assert "There is a problem" not in page
    assert list_states() == ["submitted"] * 3


def test_an_empty_reason_is_asked_again(desk: Any, sent: Any, sign_in: Any) -> None:
    response = sign_in(desk.lead).post(
        CHECK, {"decision": "not_eligible", "chosen": [sent[0].pk], "reason": " "}
    )

    assert "Give the reason, in words they will understand" in response.content.decode()
    assert list_states() == ["submitted"] * 3


def test_not_eligible_writes_a_letter_that_waits(
    desk: Any, sent: Any, sign_in: Any
) -> None:
    client = sign_in(desk.lead)

    client.post(
        CHECK, {"decision": "not_eligible", "chosen": [sent[0].pk], "reason": REASON}
    )

    letter = Letter.objects.get()
    assert list_states() == ["not_eligible", "submitted", "submitted"]
    assert (letter.state, letter.recipient) == (LetterState.HELD, sent[0].person.email)
    assert REASON in letter.body
    client.post(UNDO)
    assert (list_states(), Letter.objects.count()) == (["submitted"] * 3, 0)


def test_everything_a_filter_shows_is_marked_at_once(
    desk: Any, sent: Any, sign_in: Any
) -> None:
    person = sent[1].person
    person.name = "Quite Different"
    person.save(update_fields=["name"])

    sign_in(desk.lead).post(
        CHECK,
        {"decision": "eligible", "everything": "on", "filter-words": "different"},
    )

    assert list_states() == ["submitted", "eligible", "submitted"]


def test_those_further_on_stay_as_they_are(desk: Any, sent: Any, sign_in: Any) -> None:
    offered = ApplicationFactory(call=desk.call, state=ApplicationState.OFFERED)

    response = sign_in(desk.lead).post(
        CHECK,
        {"decision": "eligible", "chosen": [sent[0].pk, offered.pk, "x", "999999"]},
        follow=True,
    )

    assert list_states() == ["eligible", "submitted", "submitted", "offered"]
    assert "1 stayed as they were" in response.content.decode()


@pytest.mark.parametrize("decision", ["eligible", "not_eligible"])
@pytest.mark.parametrize("chosen", [[], ["x", "²", "-1", "0", "9" * 40]])
def test_choosing_nobody_changes_nothing(
    chosen: list[str], decision: str, desk: Any, sent: Any, sign_in: Any
) -> None:
    data = {"decision": decision, "chosen": chosen}
    response = sign_in(desk.lead).post(CHECK, data, follow=True)

    assert "Choose at least one application" in response.content.decode()
    assert list_states() == ["submitted"] * 3


def test_another_cohorts_applications_can_not_be_marked(
    desk: Any, sign_in: Any
) -> None:
    theirs = ApplicationFactory(state=ApplicationState.SUBMITTED)

    sign_in(desk.lead).post(CHECK, {"decision": "eligible", "chosen": [theirs.pk]})

    assert list_states() == ["submitted"]


@pytest.mark.parametrize(
    ("onward", "expected"),
    [
        (f"{LIST}?state=submitted", f"{LIST}?state=submitted"),
        ("https://evil.example/", LIST),
        ("//evil.example/", LIST),
        ("-1", LIST),
    ],
)
def test_the_way_back_stays_on_this_site(
    onward: str, expected: str, desk: Any, sent: Any, sign_in: Any
) -> None:
    response = sign_in(desk.lead).post(
        CHECK, {"decision": "eligible", "chosen": [sent[0].pk], "next": onward}
    )

    assert response.headers["Location"] == expected
