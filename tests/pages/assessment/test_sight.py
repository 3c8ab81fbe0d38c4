"""Who sees what: every address, as every part and stage, searched for what was planted.

The world makes each leak possible: the planted application has answers of every
visibility, a sponsor, a place and another assessor's review with a comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from django.core import mail
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from lehc.accounts.enums import Role
from lehc.assessment.actions.assessors import remind_assessors
from lehc.assessment.actions.declarations import declare
from lehc.assessment.enums import ConflictKind
from lehc.assessment.models import Claim, EasyReadSummary
from lehc.audit.models import AuditEvent
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import AssessorFactory
from tests.factories.programmes import RoleGrantFactory
from tests.pages.assessment.conftest import PLANTED, Round

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]
WHO = {"name", "organisation", "place", "declaring"}
STAFF_SIDE = (
    "/assessing/",
    "/second-looks/",
    "/cohorts/",
    "/desk/",
    "/applications/",
    "/teams/",
    "/certificates/",
)


def list_names(resolver: Any = None) -> Iterator[str]:
    """The names of every address of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from list_names(entry)
        elif isinstance(entry, URLPattern) and entry.name:
            yield entry.name


def list_addresses(world: Round) -> dict[str, str]:
    """Every address of people's work that can be made from this round, by name."""
    application = world.application
    known = [
        {},
        {"slug": world.slug},
        {"slug": world.slug, "reference": application.reference},
        {"reference": application.reference},
        {"slug": world.slug, "pk": application.pk},
        {"pk": application.pk},
    ]
    addresses = {}
    for name in set(list_names()):
        for arguments in known:
            try:
                addresses[name] = reverse(name, kwargs=arguments)
            except NoReverseMatch:
                continue
    return {
        name: address
        for name, address in addresses.items()
        if address.startswith(STAFF_SIDE)
    }


@pytest.fixture(autouse=True)
def more(planted) -> None:
    """A summary in Easy Read, and what the reviewer is paid."""
    EasyReadSummary.objects.create(
        application=planted.application, words=PLANTED["easy"]
    )
    Claim.objects.create(
        assessor=planted.review.assignment.assessor,
        minutes=60,
        hourly_rate=20,
        fee=20,
        expenses=3,
        expenses_for=PLANTED["fare"],
    ).steps.create(state="asked")


def read_text(response: Any) -> str:
    """What a page or a document says, on one line."""
    content = b"".join(response)
    if content.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(content)
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    else:
        text = content.decode(errors="replace")
    return " ".join(text.split())


def see(client: Any, world: Round) -> dict[str, set[str]]:
    """What was planted, by the name of the page that shows it."""
    seen = {}
    for name, address in list_addresses(world).items():
        response = client.get(address)
        assert response.status_code in {200, 302, 404, 405, 403}, (name, address)
        text = read_text(response)
        found = {key for key, words in PLANTED.items() if words in text}
        if found:
            seen[name] = found
    return seen


def test_the_crawl_reaches_every_page_of_assessment(planted) -> None:
    reached = set(list_addresses(planted))

    from lehc.assessment.urls import urlpatterns

    assert {pattern.name for pattern in urlpatterns} <= reached


def test_before_declaring_an_assessor_sees_who_and_nothing_else(
    sign_in, planted
) -> None:
    client = sign_in(planted.assign().person)

    assert see(client, planted) == {
        "assessing_declare": WHO,
        "assessing_declare_one": WHO,
    }


def test_after_no_conflict_the_words_without_the_name(sign_in, planted) -> None:
    client = sign_in(planted.assign(cleared=True).person)

    assert see(client, planted) == {
        "assessing_round": {"reference"},
        "assessing_review": {"reference", "assessed"},
        "assessing_declare_one": {"reference"},
        "swap_ask": {"reference"},
    }


def test_the_easy_read_is_for_whoever_wants_it(sign_in, planted) -> None:
    client = sign_in(planted.assign(cleared=True, wants_easy_read=True).person)

    assert see(client, planted)["assessing_review"] == {"reference", "assessed", "easy"}


def test_what_somebody_is_paid_is_theirs_and_the_coordinators(sign_in, planted) -> None:
    reviewer = planted.review.assignment.assessor.person
    coordinator = planted.team_member(Role.COORDINATOR)
    for person, where in (
        (reviewer, {"assessing_payment"}),
        (coordinator, {"payments", "payment_claim"}),
    ):
        seen = see(sign_in(person), planted)
        shown = {name for name in seen if "fare" in seen[name]}
        assert shown
        assert shown <= where  # one claim's page only where the numbers happen to meet
    lead = planted.team_member(Role.LEAD)
    assert "fare" not in set().union(*see(sign_in(lead), planted).values())


def test_after_a_conflict_nothing_anywhere(sign_in, planted) -> None:
    assessor = planted.assign(cleared=True)
    planted.conflict(assessor.person)

    assert see(sign_in(assessor.person), planted) == {}


def test_a_reviewer_who_finds_a_conflict_later_sees_nothing(sign_in, planted) -> None:
    person = planted.review.assignment.assessor.person
    declare(person=person, application=planted.application, kind=ConflictKind.KNOWS)
    seen = see(sign_in(person), planted)

    assert set().union(*seen.values()) <= {"reviewer", "fare"}


def test_another_assessor_sees_nothing(sign_in, planted) -> None:
    other = AssessorFactory(call=planted.call)
    planted.clear(other.person)

    assert see(sign_in(other.person), planted) == {}


@pytest.mark.parametrize(
    "role", [Role.FACILITATOR, Role.CO_PRODUCER, Role.PARTICIPANT, Role.BACKER]
)
def test_other_roles_see_nothing(sign_in, planted, role) -> None:
    person = RoleGrantFactory(cohort=planted.call.cohort, role=role).person

    assert see(sign_in(person), planted) == {}


def test_strangers_and_visitors_see_nothing(sign_in, client, planted) -> None:
    assert see(client, planted) == {}
    assert see(sign_in(PersonFactory()), planted) == {}


def test_the_team_of_another_cohort_sees_nothing(sign_in, planted) -> None:
    assert see(sign_in(RoleGrantFactory().person), planted) == {}


def test_an_undeclared_chair_sees_who_and_nothing_else(sign_in, planted) -> None:
    assert see(sign_in(planted.chair().person), planted) == {
        "assessing_declare": WHO,
        "assessing_declare_one": WHO,
    }


def test_a_cleared_chair_sees_reviews_without_anybodys_name(sign_in, planted) -> None:
    chair = planted.chair()
    planted.clear(chair.person)

    assert see(sign_in(chair.person), planted) == {
        "panel": {"reference"},
        "panel_application": {"reference", "assessed", "comment"},
        "panel_pack": {"reference", "assessed", "comment"},
        "panel_pack_pdf": {"reference", "assessed", "comment"},
        "assessing_declare_one": {"reference"},
    }


def test_a_chair_with_a_conflict_sees_nothing(sign_in, planted) -> None:
    chair = planted.chair()
    planted.conflict(chair.person)

    assert see(sign_in(chair.person), planted) == {}


def test_the_team_sees_names_of_both_sides(sign_in, planted) -> None:
    seen = see(sign_in(planted.team_member()), planted)

    mine = {"panel", "panel_application", "assessment", "conflicts_csv"}
    assert {name: seen[name] for name in mine} == {
        "panel": {"reference", "name", "organisation", "place"},
        "panel_application": {
            *("reference", "name", "organisation", "place", "assessed"),
            *("comment", "reviewer"),
        },
        "assessment": {"reviewer"},
        "conflicts_csv": {"reference", "reviewer"},
    }


@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR])
def test_the_team_with_a_conflict_sees_nothing_of_it(sign_in, planted, role) -> None:
    """Who the assessors are is the team's business; what they read of it is not."""
    person = planted.team_member(role)
    planted.conflict(person)
    seen = see(sign_in(person), planted)
    for lists_all_places in ("assessor_add", "assessor_change"):
        seen.get(lists_all_places, set()).discard("place")

    paid = {"fare"} if role == Role.COORDINATOR else set()
    assert set().union(*seen.values()) == {"reviewer"} | paid


def test_the_closed_round_shows_assessors_nothing(sign_in, planted) -> None:
    assessor = planted.assign(cleared=True)
    planted.rubric.closes_at = planted.rubric.published_at
    planted.rubric.save(update_fields=["closes_at"])

    assert see(sign_in(assessor.person), planted) == {}


def test_letters_and_audit_hold_nothing_planted(
    planted, django_capture_on_commit_callbacks
) -> None:
    assessor = planted.assign(cleared=True)
    with django_capture_on_commit_callbacks(execute=True):
        remind_assessors(call=planted.call, assessors=[assessor], by=None)
        declare(
            person=assessor.person,
            application=planted.application,
            kind=ConflictKind.KNOWS,
            note=PLANTED["comment"],
        )

    [letter] = mail.outbox
    written = letter.subject + letter.body
    written += "".join(str(event.facts) for event in AuditEvent.objects.all())
    assert {key for key, words in PLANTED.items() if words in written} == set()
