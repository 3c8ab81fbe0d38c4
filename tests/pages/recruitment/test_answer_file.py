from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from lehc.accounts.models import Person
from lehc.recruitment import readers
from lehc.recruitment.models import Answer, Application
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    PlaceTeamFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
URL = "/applications/ABC-DEF/files/letter/"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def add_file(answer: Answer) -> Answer:
    answer.value = "A “letter”.pdf"
    answer.file.save("x.pdf", ContentFile(b"%PDF-1.7 hello"))
    return answer


@pytest.fixture
def answer() -> Answer:
    application = ApplicationFactory(reference="ABC-DEF")
    question = QuestionFactory(
        section__form_version=application.form_version, key="letter", kind="file"
    )
    return add_file(AnswerFactory(application=application, question=question))


def test_the_applicant_gets_their_file_as_an_attachment(
    answer: Answer, sign_in: Any
) -> None:
    response = sign_in(answer.application.person).get(URL)

    assert b"".join(response.streaming_content) == b"%PDF-1.7 hello"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_somebody_signed_out_is_asked_to_sign_in(answer: Answer, client: Any) -> None:
    response = client.get(URL)

    assert response.headers["Location"] == f"{reverse('account_login')}?next={URL}"


def join(application: Application, *people: Person) -> None:
    team = PlaceTeamFactory(call=application.call, lead=application.person)
    application.team = team
    application.save()
    for person in people:
        ApplicationFactory(call=application.call, team=team, person=person)


def test_another_member_of_the_team_does_not_see_it(
    answer: Answer, sign_in: Any
) -> None:
    member = PersonFactory()
    join(answer.application, member)

    assert sign_in(member).get(URL).status_code == 404


def test_a_shared_file_is_read_under_each_member_s_application(
    answer: Answer, sign_in: Any
) -> None:
    member = PersonFactory()
    join(answer.application, member)
    question = answer.question
    question.section.is_shared = True
    question.section.save()
    team = answer.application.team
    add_file(AnswerFactory(application=None, team=team, question=question))
    reference = Application.objects.get(person=member).reference

    response = sign_in(member).get(f"/applications/{reference}/files/letter/")

    assert b"".join(response.streaming_content) == b"%PDF-1.7 hello"


def test_the_programme_team_reads_it(answer: Answer, sign_in: Any) -> None:
    grant = RoleGrantFactory(cohort=answer.application.call.cohort)

    response = sign_in(grant.person).get(URL)

    assert response.status_code == 200
    response.close()


def test_the_team_of_another_cohort_does_not(answer: Answer, sign_in: Any) -> None:
    assert sign_in(RoleGrantFactory().person).get(URL).status_code == 404


@pytest.fixture
def reader() -> Iterator[Person]:
    """Somebody whom a higher floor lets read."""
    person = PersonFactory()
    readers.register_reader(lambda who, application, answer: who == person)
    yield person
    readers._readers.pop()


def test_a_registered_reader_reads_it(
    answer: Answer, sign_in: Any, reader: Person
) -> None:
    response = sign_in(reader).get(URL)

    assert response.status_code == 200
    response.close()


@pytest.mark.parametrize(
    "url",
    ["/applications/NOT-ONE/files/letter/", "/applications/ABC-DEF/files/other/"],
)
def test_what_does_not_exist_is_not_found(
    answer: Answer, sign_in: Any, url: str
) -> None:
    assert sign_in(answer.application.person).get(url).status_code == 404


def test_a_wrong_verb(answer: Answer, sign_in: Any) -> None:
    assert sign_in(answer.application.person).post(URL).status_code == 405
