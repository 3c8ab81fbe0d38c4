from __future__ import annotations

import pytest

from lehc.assessment.conflicts import (
    Applicant,
    LikelyConflict,
    Reader,
    list_shared_domains,
    share_domain,
    suggest_conflicts,
)
from lehc.assessment.enums import ConflictKind
from lehc.assessment.queries.conflicts import describe_applicants, suggest_for
from lehc.recruitment.models import Application, Sponsor
from tests.factories.assessment import AssessorFactory, DeclarationFactory
from tests.factories.places import AreaFactory
from tests.factories.programmes import OrganisationFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    PlaceTeamFactory,
    QuestionFactory,
)

READER = Reader(email="ann@leeds.gov.uk", organisation_id=1, place_code="E08000035")


def applicant(**facts) -> Applicant:
    return Applicant(application_id=9, email="bob@elsewhere.gov.uk", **facts)


def test_nothing_known_means_no_suggestion() -> None:
    assert suggest_conflicts(READER, applicant()) == []
    assert suggest_conflicts(Reader(email="a@b.uk"), applicant()) == []


@pytest.mark.parametrize(
    ("facts", "kind", "words"),
    [
        (
            {"organisation_id": 1, "organisation_name": "Leeds City Council"},
            ConflictKind.ORGANISATION,
            "You are both with Leeds City Council.",
        ),
        (
            {"place_code": "E08000035", "place_name": "Leeds"},
            ConflictKind.PLACE,
            "You are both from Leeds.",
        ),
        (
            {"sponsor_email": "Ann@Leeds.gov.uk"},
            ConflictKind.SPONSOR,
            "They name you as their sponsor.",
        ),
        (
            {"sponsor_email": "chief@leeds.gov.uk"},
            ConflictKind.SPONSOR,
            "Their sponsor's e-mail address ends like yours.",
        ),
    ],
)
def test_each_likely_conflict_has_its_reason(facts, kind, words) -> None:
    assert suggest_conflicts(READER, applicant(**facts)) == [
        LikelyConflict(kind, words)
    ]


def test_the_same_email_domain_is_a_likely_conflict() -> None:
    same = Applicant(application_id=1, email="cy@LEEDS.gov.uk")

    assert suggest_conflicts(READER, same) == [
        LikelyConflict(
            ConflictKind.ORGANISATION,
            "Your e-mail addresses both end in leeds.gov.uk.",
        )
    ]


def test_team_mates_of_a_declared_conflict_are_suggested() -> None:
    reader = Reader(email="ann@leeds.gov.uk", conflicted_teams=frozenset({5}))

    assert [one.kind for one in suggest_conflicts(reader, applicant(team_id=5))] == [
        ConflictKind.OTHER
    ]
    assert suggest_conflicts(reader, applicant(team_id=6)) == []
    assert suggest_conflicts(reader, applicant()) == []


def test_every_reason_is_given() -> None:
    both = applicant(
        organisation_id=1, place_code="E08000035", sponsor_email="x@leeds.gov.uk"
    )

    assert [one.kind for one in suggest_conflicts(READER, both)] == [
        ConflictKind.ORGANISATION,
        ConflictKind.PLACE,
        ConflictKind.SPONSOR,
    ]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("a@leeds.gov.uk", "b@leeds.gov.uk", True),
        ("a@leeds.gov.uk", "b@york.gov.uk", False),
        ("a@gmail.com", "b@gmail.com", False),
        ("a@nhs.net", "b@NHS.net", False),
        ("a@trust.nhs.uk", "b@trust.nhs.uk", True),
        ("", "", False),
    ],
)
def test_shared_domains_say_nothing(one, other, shared) -> None:
    assert share_domain(one, other) is shared


def test_shared_domains_are_data_in_lower_case_without_remarks() -> None:
    domains = list_shared_domains()

    assert {"nhs.net", "gmail.com", "example.org"} <= domains
    assert all(d == d.strip().lower() and "#" not in d for d in domains)


@pytest.mark.django_db
class TestFacts:
    def test_place_is_the_teams_then_the_answer_then_the_organisations(self) -> None:
        call = CallFactory()
        question = QuestionFactory(kind="place", visibility="declaring")
        office = OrganisationFactory(place=AreaFactory(name="Office town"))
        chosen = AreaFactory(name="Chosen town")
        team = PlaceTeamFactory(call=call, place=AreaFactory(name="Team town"))
        in_team = ApplicationFactory(call=call, organisation=office, team=team)
        answered = ApplicationFactory(call=call, organisation=office)
        silent = ApplicationFactory(call=call, organisation=office)
        nobody = ApplicationFactory(call=call, organisation=None)
        for one in (in_team, answered):
            AnswerFactory(application=one, question=question, value=chosen.code)

        found = describe_applicants(Application.objects.all())

        assert {
            key: (one.place_code, one.place_name) for key, one in found.items()
        } == {
            in_team.pk: (team.place.code, "Team town"),
            answered.pk: (chosen.code, "Chosen town"),
            silent.pk: (office.place.code, "Office town"),
            nobody.pk: ("", ""),
        }

    def test_a_place_only_the_team_sees_is_not_used(self) -> None:
        application = ApplicationFactory(organisation=None)
        AnswerFactory(
            application=application,
            question=QuestionFactory(kind="place", visibility="team_only"),
            value=AreaFactory().code,
        )

        found = describe_applicants(Application.objects.all())

        assert found[application.pk].place_code == ""

    def test_suggests_from_what_is_stored(self, django_assert_max_num_queries) -> None:
        organisation = OrganisationFactory(name="Leeds City Council")
        assessor = AssessorFactory(organisation=organisation)
        team = PlaceTeamFactory(call=assessor.call)
        colleague = ApplicationFactory(call=assessor.call, organisation=organisation)
        known = ApplicationFactory(call=assessor.call, team=team)
        mate = ApplicationFactory(call=assessor.call, team=team)
        sponsored = ApplicationFactory(call=assessor.call)
        Sponsor.objects.create(
            application=sponsored,
            name="S",
            role="Chief",
            email=assessor.person.email,
            token_hash="x",
            expires_at=assessor.call.closes_at,
        )
        DeclarationFactory(person=assessor.person, application=known, has_conflict=True)

        with django_assert_max_num_queries(5):
            found = suggest_for(assessor, Application.objects.all())

        assert {key: [one.kind for one in said] for key, said in found.items()} == {
            colleague.pk: [ConflictKind.ORGANISATION],
            known.pk: [ConflictKind.OTHER],
            mate.pk: [ConflictKind.OTHER],
            sponsored.pk: [ConflictKind.SPONSOR],
        }
