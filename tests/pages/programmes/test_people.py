from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lehc.accounts.enums import Role
from lehc.letters.models import Letter
from lehc.programmes.models import RoleGrant
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory(number=7, slug="seventh-cohort")


@pytest.fixture
def lead(cohort, sign_in):
    """Signed in as the lead of the whole programme."""
    grant = RoleGrantFactory(programme=cohort.programme, role=Role.LEAD)
    return sign_in(grant.person)


LIST = "/desk/seventh-cohort/people/"
GIVE = f"{LIST}give/"
NEW = {
    "email": "Amina@example.org",
    "name": "Amina Khan",
    "role": "facilitator",
    "where": "cohort",
}


def test_list_shows_everybody_with_a_role_here(lead, cohort):
    here = RoleGrantFactory(cohort=cohort, role=Role.ASSESSOR)
    RoleGrantFactory(cohort=cohort, role=Role.PARTICIPANT)
    RoleGrantFactory(
        cohort=CohortFactory(programme=cohort.programme), role=Role.ASSESSOR
    )
    RoleGrantFactory(role=Role.LEAD)
    rows = lead.get(LIST).context["people"]["rows"]
    assert sorted((row[2], row[3]) for row in rows) == [
        ("Assessor", "Seventh cohort"),
        ("Programme lead", str(cohort.programme)),
    ]
    assert here.person.email in {row[1] for row in rows}


def test_list_takes_as_many_queries_with_three_people(
    lead, cohort, django_assert_num_queries
):
    RoleGrantFactory(cohort=cohort)
    with CaptureQueriesContext(connection) as first:
        lead.get(LIST)
    RoleGrantFactory(cohort=cohort)
    RoleGrantFactory(programme=cohort.programme)
    with django_assert_num_queries(len(first)):
        lead.get(LIST)


def test_lead_gives_a_role_to_somebody_new(lead, cohort):
    response = lead.post(GIVE, NEW)
    assert response.url == LIST
    grant = RoleGrant.objects.get(person__email="amina@example.org")
    assert (grant.role, grant.cohort, grant.person.name) == (
        "facilitator",
        cohort,
        "Amina Khan",
    )
    assert Letter.objects.get().recipient == "amina@example.org"
    assert b"amina@example.org is now Facilitator of Seventh cohort." in (
        lead.get(LIST).content
    )


def test_lead_gives_a_role_in_the_whole_programme(lead, cohort):
    lead.post(GIVE, NEW | {"where": "programme", "role": "coordinator"})
    grant = RoleGrant.objects.get(person__email="amina@example.org")
    assert (grant.cohort, grant.programme) == (None, cohort.programme)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"email": ""}, "email", "Answer the question: What is their e-mail address?"),
        ({"email": "x"}, "email", "Enter an e-mail address like name@example.org"),
        ({"role": ""}, "role", "Answer the question: Which role do they get?"),
        ({"role": "participant"}, "role", "Choose one of the answers in the list"),
        ({"where": "elsewhere"}, "where", "Choose one of the answers in the list"),
        ({"name": "123"}, "name", "Enter your name"),
    ],
)
def test_wrong_input_is_explained_and_kept(lead, change, field, words):
    response = lead.post(GIVE, NEW | change)
    assert response.context["form"].errors[field] == [words]
    assert RoleGrant.objects.count() == 1


def test_lead_ends_a_role_after_being_asked(lead, cohort):
    grant = RoleGrantFactory(cohort=cohort, role=Role.ASSESSOR)
    end = f"{LIST}{grant.pk}/end/"
    assert b"no longer Assessor of Seventh cohort?" in lead.get(end).content
    assert RoleGrant.objects.current().count() == 2
    assert lead.post(end).url == LIST
    assert RoleGrant.objects.current().count() == 1


def test_last_lead_is_told_why_not(lead):
    own = RoleGrant.objects.get()
    response = lead.post(f"{LIST}{own.pk}/end/", follow=True)
    assert b"Somebody must lead." in response.content
    assert RoleGrant.objects.current().count() == 1


def test_lead_of_one_cohort_stays_within_it(sign_in, cohort):
    whole = RoleGrantFactory(programme=cohort.programme, role=Role.COORDINATOR)
    client = sign_in(RoleGrantFactory(cohort=cohort, role=Role.LEAD).person)
    assert client.get(LIST).status_code == 200
    response = client.post(GIVE, NEW | {"where": "programme"})
    assert "where" in response.context["form"].errors
    assert client.get(f"{LIST}{whole.pk}/end/").status_code == 404
    assert client.post(GIVE, NEW).url == LIST


def test_coordinator_reads_and_changes_nothing(sign_in, cohort):
    grant = RoleGrantFactory(cohort=cohort, role=Role.COORDINATOR)
    client = sign_in(grant.person)
    page = client.get(LIST)
    assert page.context["people"]["give_url"] == ""
    assert b"A programme lead gives roles and ends them." in page.content
    assert client.get(GIVE).status_code == 404
    assert client.post(GIVE, NEW).status_code == 404
    assert client.post(f"{LIST}{grant.pk}/end/").status_code == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.COORDINATOR}))
def test_other_roles_find_nothing_here(sign_in, cohort, role):
    client = sign_in(RoleGrantFactory(cohort=cohort, role=role).person)
    assert client.get(LIST).status_code == 404
    assert client.get(GIVE).status_code == 404


def test_strangers_find_nothing(client, sign_in, cohort):
    assert client.get(LIST).url == f"/account/sign-in/?next={LIST}"
    assert sign_in(PersonFactory()).get(LIST).status_code == 404


def test_role_of_another_cohort_does_not_exist_here(lead):
    other = RoleGrantFactory(role=Role.ASSESSOR)
    assert lead.get(f"{LIST}{other.pk}/end/").status_code == 404
    assert lead.get(f"{LIST}999999/end/").status_code == 404


def test_wrong_verbs_are_refused(lead):
    grant = RoleGrant.objects.get()
    assert lead.post(LIST).status_code == 405
    assert lead.put(GIVE).status_code == 405
    assert lead.delete(f"{LIST}{grant.pk}/end/").status_code == 405
