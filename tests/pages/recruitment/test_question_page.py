from __future__ import annotations

import copy
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lehc.recruitment.models import Answer, Application, Question
from tests.factories.applying import build_form, build_team, close, start

pytestmark = pytest.mark.django_db


def url(application: Application, key: str, query: str = "") -> str:
    return f"/applications/{application.reference}/questions/{key}/{query}"


@pytest.fixture(scope="module")
def shared_application(module_database: None) -> Application:
    return start(build_form())


@pytest.fixture
def application(shared_application: Application, db: None) -> Application:
    return copy.deepcopy(shared_application)


@pytest.fixture
def mine(application: Application, sign_in: Any) -> Any:
    return sign_in(application.person)


def value() -> Any:
    return Answer.objects.get().value


def test_the_question_is_the_heading_and_the_title(
    application: Application, mine: Any
) -> None:
    page = mine.get(url(application, "job")).content.decode()

    assert "<title>What is your job? – PROG</title>" in page
    assert page.count("<h1") == 1
    assert '<h1 class="nhsuk-label-wrapper"><label' in page
    assert f'href="/applications/{application.reference}/">Back</a>' in page
    assert ">Continue</button>" in page


def test_the_back_link_leads_to_the_question_before(
    application: Application, mine: Any
) -> None:
    page = mine.get(url(application, "role")).content.decode()

    assert f'nhsuk-back-link" href="{url(application, "job")}"' in page


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("job", {"answer": "  O'Brien’s café "}, "O'Brien’s café"),
        ("role", {"answer": "blue"}, "blue"),
        ("help", {"answer": ["red", "blue"]}, ["red", "blue"]),
        ("help", {}, None),
        ("dates", {"answer": "no"}, "no"),
        (
            "since",
            {"answer-day": "4", "answer-month": "nov", "answer-year": "2026"},
            "2026-11-04",
        ),
        ("since", {}, None),
        ("place", {"answer": "reading borough council"}, "E08000038"),
        ("why", {"answer": "To learn\r\ntogether"}, "To learn\ntogether"),
    ],
)
def test_each_kind_is_kept(
    application: Application, mine: Any, key: str, typed: dict[str, Any], kept: Any
) -> None:
    response = mine.post(url(application, key), typed)

    assert response.status_code == 302
    assert value() == kept


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("job", 'value="Nurse &amp; carer"'),
        ("dates", 'value="yes" class="nhsuk-radios__input" id="id_answer_0" checked'),
        ("place", 'value="Reading"'),
    ],
)
def test_an_answer_is_shown_again(
    application: Application, mine: Any, key: str, shown: str
) -> None:
    typed = {"job": "Nurse & carer", "dates": "yes", "place": "Reading"}
    mine.post(url(application, key), {"answer": typed[key]})

    page = mine.get(url(application, key)).content.decode()

    assert shown.split(" id=")[0] in page
    assert ("checked" in page) == (key == "dates")


@pytest.mark.parametrize(
    ("key", "typed", "error"),
    [
        ("job", {"answer": ""}, "Answer the question: What is your job?"),
        ("job", {"answer": "x" * 301}, "Use 300 characters or fewer"),
        ("role", {}, "Answer the question: What is your role?"),
        ("role", {"answer": "green"}, "Choose one of the answers in the list"),
        ("help", {"answer": ["green"]}, "Choose one of the answers in the list"),
        ("dates", {}, "Answer the question: What is your dates?"),
        ("since", {"answer-day": "31"}, "Add the month and year to the date"),
        ("place", {"answer": "Atlantis"}, "We don&#x27;t know “Atlantis”."),
        ("why", {"answer": "word " * 11}, "Your answer is 1 word too long"),
    ],
)
def test_each_error_says_what_to_do_twice(
    application: Application, mine: Any, key: str, typed: dict[str, Any], error: str
) -> None:
    page = mine.post(url(application, key), typed).content.decode()

    assert "<title>Error: " in page
    assert page.count(error) == 2
    assert "There is a problem" in page


def test_what_was_typed_is_shown_again(application: Application, mine: Any) -> None:
    page = mine.post(
        url(application, "since"),
        {"answer-day": "31", "answer-month": "2", "answer-year": "2026"},
    ).content.decode()

    assert 'name="answer-day" type="text" value="31"' in page
    assert 'value="2026"' in page
    assert Answer.objects.count() == 0


def test_too_many_words_are_kept_all_the_same(
    application: Application, mine: Any
) -> None:
    mine.post(url(application, "why"), {"answer": "word " * 11})

    assert value() == ("word " * 11).strip()


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("job", {"answer": ""}, None),
        ("why", {"answer": "word " * 500}, ("word " * 500).strip()),
        ("role", {}, None),
        ("place", {"answer": ""}, None),
    ],
)
def test_coming_back_later_demands_nothing(
    application: Application, mine: Any, key: str, typed: dict[str, Any], kept: Any
) -> None:
    response = mine.post(url(application, key), {**typed, "later": "yes"})

    assert response.headers["Location"] == f"/applications/{application.reference}/"
    assert value() == kept


@pytest.mark.parametrize(
    ("key", "query", "onward"),
    [
        ("job", "", "questions/role/"),
        ("job", "?back=check", "check/"),
        ("job", "?back=https://evil.example", "questions/role/"),
    ],
)
def test_continue_leads_on(
    application: Application, mine: Any, key: str, query: str, onward: str
) -> None:
    response = mine.post(url(application, key, query), {"answer": "Nurse"})

    assert response.headers["Location"] == (
        f"/applications/{application.reference}/{onward}"
    )


def test_the_last_question_leads_to_the_section(
    application: Application, mine: Any
) -> None:
    section = application.form_version.sections.get(title="Why")

    response = mine.post(url(application, "why"), {"answer": "Because"})

    assert response.headers["Location"] == (
        f"/applications/{application.reference}/sections/{section.pk}/"
    )


def test_near_places_are_offered_and_one_is_chosen(
    application: Application, mine: Any
) -> None:
    page = mine.post(url(application, "place"), {"answer": "Redding"}).content.decode()
    mine.post(url(application, "place"), {"answer": "Redding", "near": "E08000038"})

    assert "Did you mean" in page
    assert '<datalist id="places">' in page
    assert value() == "E08000038"


def test_a_chosen_place_that_was_not_offered_is_refused(
    application: Application, mine: Any
) -> None:
    mine.post(url(application, "place"), {"answer": "Redding", "near": "E08000039"})

    assert Answer.objects.count() == 0


def test_a_question_of_another_form_is_not_found(
    application: Application, mine: Any
) -> None:
    assert mine.get(url(application, "no-such")).status_code == 404


def test_a_wrong_verb(application: Application, mine: Any) -> None:
    assert mine.delete(url(application, "job")).status_code == 405


def test_a_call_that_closed_meanwhile_gives_the_words_back(
    application: Application, mine: Any
) -> None:
    close(application.call)

    response = mine.post(url(application, "why"), {"answer": "My long thoughts"})
    page = response.content.decode()

    assert response.status_code == 409
    assert "The call has closed" in page
    assert "My long thoughts" in page
    assert Answer.objects.count() == 0


def test_an_application_sent_meanwhile_gives_the_words_back(
    application: Application, mine: Any
) -> None:
    Application.objects.update(state="submitted")

    response = mine.post(url(application, "why"), {"answer": "My long thoughts"})
    page = response.content.decode()

    assert response.status_code == 409
    assert "Take it back first to change it." in page
    assert "My long thoughts" in page


def test_a_sent_application_has_no_question_to_open(
    application: Application, mine: Any
) -> None:
    Application.objects.update(state="submitted")

    response = mine.get(url(application, "job"))

    assert response.headers["Location"] == f"/applications/{application.reference}/"


def test_somebody_signed_out_meanwhile_gets_the_words_back(
    application: Application, mine: Any
) -> None:
    mine.logout()

    response = mine.post(
        url(application, "why"), {"answer": "My <long> thoughts", "seen": "x"}
    )
    page = response.content.decode()

    assert response.status_code == 403
    assert "You have been signed out" in page
    assert "My &lt;long&gt; thoughts" in page
    assert "Why you?" not in page
    assert (
        f"/account/sign-in/?next=%2Fapplications%2F{application.reference}%2F" in page
    )


def test_two_members_at_once_see_both_answers(sign_in: Any) -> None:
    team = build_team(build_form())
    first, second, _ = team.members.all()
    sign_in(first.person).post(url(first, "issue"), {"answer": "Theirs"})

    page = (
        sign_in(second.person)
        .post(url(second, "issue"), {"answer": "Mine"})
        .content.decode()
    )

    assert "Two of you changed this answer" in page
    assert "Theirs" in page
    assert str(first.person) in page
    assert value() == "Mine"


def test_words_too_many_show_what_somebody_else_wrote_meanwhile(sign_in: Any) -> None:
    team = build_team(build_form())
    first, second, _ = team.members.all()
    sign_in(first.person).post(url(first, "issue"), {"answer": "Theirs"})
    mine = sign_in(second.person)
    long = " ".join(["word"] * 400)

    page = mine.post(url(second, "issue"), {"answer": long, "seen": ""})
    again = mine.get(url(second, "issue")).content.decode()

    assert "<p>Theirs</p>" in page.content.decode()
    assert ">Continue</a>" not in page.content.decode()
    assert f'href="{url(second, "issue")}"' in page.content.decode()
    assert value() == long
    assert long in again


def test_a_member_who_saw_the_answer_goes_on(sign_in: Any) -> None:
    team = build_team(build_form())
    first, second, _ = team.members.all()
    sign_in(first.person).post(url(first, "issue"), {"answer": "Theirs"})
    mine = sign_in(second.person)
    page = mine.get(url(second, "issue")).content.decode()
    seen = Answer.objects.get().changed_at.isoformat()

    response = mine.post(url(second, "issue"), {"answer": "Ours", "seen": seen})

    assert f'name="seen" value="{seen}"'.replace("+", "+") in page
    assert f"{first.person} wrote the present answer." in page
    assert response.status_code == 302


def upload(name: str, content: bytes) -> dict[str, Any]:
    return {"answer": SimpleUploadedFile(name, content)}


@pytest.fixture
def files(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_hint_of_the_team_leaves_in_place_what_a_file_may_be(
    application: Application, mine: Any
) -> None:
    Question.objects.filter(key="letter").update(hint="From your manager")

    page = mine.get(url(application, "letter")).content.decode()

    assert (
        "From your manager. A PDF, Word or OpenDocument file, or a photo, up to 10 MB"
    ) in page


def test_a_file_is_taken(files: Any, application: Application, mine: Any) -> None:
    response = mine.post(
        url(application, "letter"), upload("../../my cv.pdf", b"%PDF-1.7")
    )
    page = mine.get(url(application, "letter")).content.decode()

    assert response.status_code == 302
    assert value() == "my cv.pdf"
    assert f"/applications/{application.reference}/files/letter/" in page
    assert "Take “my cv.pdf” away" in page


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.exe", b"MZ", "This is not a PDF, Word or OpenDocument file or a photo"),
        ("a.pdf", b"<html>", "This is not a PDF, Word or OpenDocument file or a photo"),
        (
            "a.docx",
            b"%PDF-1",
            "This is not a PDF, Word or OpenDocument file or a photo",
        ),
        ("a.pdf", b"", "This file is empty: choose another one"),
    ],
)
def test_a_file_that_is_not_what_it_says(
    files: Any,
    application: Application,
    mine: Any,
    name: str,
    content: bytes,
    error: str,
) -> None:
    page = mine.post(url(application, "letter"), upload(name, content)).content.decode()

    assert page.count(error) == 2
    assert Answer.objects.count() == 0


def test_a_file_that_is_too_large_is_dropped_and_explained(
    files: Any, application: Application, mine: Any, settings: Any
) -> None:
    settings.LARGEST_FILE = 200_000
    content = io.BytesIO(b"%PDF-1.7" + b"x" * 3_000_000)
    content.name = "large.pdf"

    page = mine.post(url(application, "letter"), {"answer": content}).content.decode()

    assert page.count("This file is bigger than 10 MB: choose a smaller one") == 2
    assert Answer.objects.count() == 0
    assert list(files.iterdir()) == []


def test_a_file_just_within_the_limit_is_taken(
    files: Any, application: Application, mine: Any, settings: Any
) -> None:
    settings.LARGEST_FILE = 200_000

    mine.post(
        url(application, "letter"), upload("a.pdf", b"%PDF-1.7".ljust(200_000, b"x"))
    )

    assert value() == "a.pdf"


def test_a_file_stays_when_continue_is_pressed_again(
    files: Any, application: Application, mine: Any
) -> None:
    mine.post(url(application, "letter"), upload("a.pdf", b"%PDF-1.7"))

    mine.post(url(application, "letter"), {})

    assert (value(), bool(Answer.objects.get().file)) == ("a.pdf", True)


def test_a_file_is_taken_away(files: Any, application: Application, mine: Any) -> None:
    mine.post(url(application, "letter"), upload("a.pdf", b"%PDF-1.7"))

    mine.post(url(application, "letter"), {"remove": "on"})

    assert (value(), bool(Answer.objects.get().file)) == (None, False)
