"""The panel meets the computed cohort: blind, and free to decide otherwise."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lehc.accounts.enums import Role
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.fixing import DrawPlan, fix_lottery
from lehc.selection.actions.places import settle_cohort
from lehc.selection.calculations import lotteries
from lehc.selection.enums import Method
from lehc.selection.models import Override, Run
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import DeclarationFactory
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import PlaceTeamFactory
from tests.factories.selection import (
    add_candidate,
    make_chair,
    make_closed_call,
    make_lead,
    run_now,
)

pytestmark = pytest.mark.django_db

# An id of two letters may stand by chance within a form's token, but never as a word.
WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def shared(module_database: None) -> Any:
    """A call, two candidates, and the panel's chair, who knows neither."""
    call = make_closed_call()
    two = [add_candidate(call, score=score) for score in (4, 3)]
    chair = make_chair(call)
    for application in two:
        DeclarationFactory(person=chair, application=application)
    return call, two, chair


@pytest.fixture
def call(shared: Any, db: None) -> Call:
    return copy.deepcopy(shared[0])


@pytest.fixture
def two(shared: Any, db: None) -> list[Application]:
    return copy.deepcopy(shared[1])


@pytest.fixture
def chair(shared: Any, db: None) -> Any:
    return copy.deepcopy(shared[2])


@pytest.fixture
def run(call: Call) -> Run:
    return run_now(call, seats=1)


def address(call: Call, name: str = "panel_cohort") -> str:
    return reverse(name, args=[call.cohort.slug])


def swap(run: Run, out: Application, new: Application) -> dict[str, str]:
    ids = {row.application_id: row.anonymous_id for row in run.people.all()}
    return {
        "run": str(run.pk),
        "taken_out": ids[out.pk],
        "put_in": ids[new.pk],
        "reason": "Two clinicians from one ward would sit side by side",
    }


def test_the_panel_page_leads_to_the_cohort(
    call: Call, run: Run, chair: Any, sign_in: Any
) -> None:
    page = sign_in(chair).get(address(call, "panel")).content.decode()
    assert f"Run {run.pk} found the cohort of 1 with the highest merit" in page
    assert address(call) in page


def test_no_note_before_there_is_a_cohort(
    call: Call, two: list[Application], chair: Any, sign_in: Any
) -> None:
    browser = sign_in(chair)
    page = browser.get(address(call, "panel")).content.decode()
    assert "The cohort that was found" not in page
    assert browser.get(address(call)).status_code == 404


def test_ids_of_an_older_cohort_are_not_taken_for_a_newer_ones(
    call: Call, run: Run, two: list[Application], chair: Any, sign_in: Any
) -> None:
    typed = swap(run, *two)
    newer = run_now(call, seats=1)
    page = sign_in(chair).post(address(call), typed).content.decode()
    assert "Another cohort was found while this page was open" in page
    assert typed["reason"] in page
    assert f'value="{typed["put_in"]}"' not in page
    assert f'name="run" value="{newer.pk}"' in page
    assert not Override.objects.exists()


def test_a_fixed_lottery_is_not_for_the_panel_to_change(
    call: Call, run: Run, chair: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lotteries, "COHORTS", 4)
    lottery = run_now(call, seats=1, method=Method.LEXIMIN)
    fix_lottery(run=lottery, reason="Agreed", plan=DrawPlan(), by=make_lead(call))
    assert sign_in(chair).get(address(call)).status_code == 404


def test_a_chair_sees_references_and_no_names(
    call: Call, run: Run, two: list[Application], chair: Any, sign_in: Any
) -> None:
    page = sign_in(chair).get(address(call)).content.decode()
    for application in two:
        assert application.reference in page
        assert application.person.name not in page
        assert application.organisation.name not in page
    result = reverse("desk_run_result", args=[call.cohort.slug, run.pk])
    assert result not in page
    team = sign_in(make_lead(call)).get(address(call)).content.decode()
    assert result in team


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_who_is_hidden_cannot_be_worked_out_from_the_rest(
    place: int, sign_in: Any
) -> None:
    """Two of four are in: each list lacks one, whichever the conflict is with."""
    call = make_closed_call()
    four = [add_candidate(call, score=score) for score in (4, 3, 2, 1)]
    run, chair = run_now(call, seats=2), make_chair(call)
    for one in four:
        DeclarationFactory(
            person=chair, application=one, has_conflict=one is four[place]
        )
    browser = sign_in(chair)
    page = browser.get(address(call)).content.decode()
    shown = [one for one in four if one.reference in page]
    # Beside the hidden one, whoever of the other list stands next to the line.
    missing = {0: (0, 2), 1: (1, 2), 2: (1, 2), 3: (1, 3)}[place]
    assert shown == [one for at, one in enumerate(four) if at not in missing]
    assert "You have a conflict of interest with somebody who applied" in page
    assert "Outside the cohort (1)" in page
    ids = set(run.people.values_list("anonymous_id", flat=True))
    assert not ids & set(WORD.findall(page))
    # Whatever is tried of the missing ones, or by id, is answered alike.
    said = "Choose an application from your list of those in the cohort"
    for typed in (*(four[at].reference for at in missing), *ids):
        facts = swap(run, four[0], four[1]) | {"taken_out": typed}
        assert browser.post(address(call), facts).content.decode().count(said) == 2
    assert not Override.objects.exists()
    seen = {"taken_out": shown[0].reference, "put_in": shown[1].reference}
    facts = swap(run, four[0], four[1]) | seen
    assert browser.post(address(call), facts).status_code == 302
    override = Override.objects.get()
    assert [override.taken_out.application, override.put_in.application] == shown


def test_nobody_is_shown_before_everybody_is_declared_on(
    call: Call, run: Run, two: list[Application], sign_in: Any
) -> None:
    page = sign_in(make_chair(call)).get(address(call)).content.decode()
    assert not [one for one in two if one.reference in page]


def test_a_conflict_with_one_of_a_team_hides_them_all(sign_in: Any) -> None:
    call = make_closed_call()
    team = PlaceTeamFactory(call=call)
    mates = [add_candidate(call, score=4, team=team) for _ in range(2)]
    alone = [add_candidate(call, score=score) for score in (3, 3, 3, 2, 2)]
    run_now(call, seats=5)
    chair = make_chair(call)
    for one in mates + alone:
        DeclarationFactory(person=chair, application=one, has_conflict=one is mates[0])
    page = sign_in(chair).get(address(call)).content.decode()
    shown = [one for one in mates + alone if one.reference in page]
    assert shown == alone[:3]
    places = [
        page.index(f">{reference}<")
        for reference in sorted(one.reference for one in shown)
    ]
    assert places == sorted(places)


def test_a_chair_decides_otherwise_and_everybody_reads_why(
    call: Call,
    run: Run,
    two: list[Application],
    chair: Any,
    sign_in: Any,
    client_factory: Any,
) -> None:
    sent = swap(run, *two)
    browser = sign_in(chair)
    assert browser.post(address(call), sent).url == address(call)
    override = Override.objects.get()
    assert (override.reason, override.made_by) == (sent["reason"], chair)
    said = f"{sent['put_in']} got the place of {sent['taken_out']}, by {chair}"
    for url in (address(call), address(call, "panel")):
        page = browser.get(url).content.decode()
        assert said in page
        assert sent["reason"] in page
    settle_cohort(run=run, reason="Agreed", by=make_lead(call))
    public = client_factory().get(reverse("certificate", args=[run.pk]))
    words = public.content.decode()
    assert sent["reason"] in words
    assert f"{sent['taken_out']}, by the chair of the panel on" in words
    file = reverse("certificate_file", args=[run.pk, "certificate.json"])
    changes = client_factory().get(file).json()["decision"]["overrides"]
    assert [row["by"] for row in changes] == ["the chair of the panel"]
    assert chair.name not in words
    page = browser.get(address(call)).content.decode()
    assert "It is fixed" in page
    late = browser.post(address(call), swap(run, *reversed(two)))
    assert "has not been fixed can be changed" in late.content.decode()


@pytest.mark.parametrize("missing", ["taken_out", "put_in", "reason"])
def test_each_part_is_needed(
    missing: str,
    call: Call,
    run: Run,
    two: list[Application],
    chair: Any,
    sign_in: Any,
) -> None:
    page = sign_in(chair).post(address(call), swap(run, *two) | {missing: ""})
    assert "<title>Error:" in page.content.decode()
    assert not Override.objects.exists()


def test_only_the_panel_finds_it(
    call: Call, run: Run, chair: Any, sign_in: Any, client: Any
) -> None:
    assert client.get(address(call)).status_code == 302
    assessor = RoleGrantFactory(cohort=call.cohort, role=Role.ASSESSOR).person
    for person in (assessor, PersonFactory(), make_chair(make_closed_call())):
        assert sign_in(person).get(address(call)).status_code == 404
    assert sign_in(chair).put(address(call)).status_code == 405


def test_query_counts_do_not_grow(
    call: Call, run: Run, two: list[Application], chair: Any, sign_in: Any
) -> None:
    browser = sign_in(chair)

    def count() -> list[int]:
        found = []
        for url in (address(call), address(call, "panel")):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(url).status_code == 200
            found.append(len(queries))
        return found

    before = count()
    for many in (1, 6):
        for _ in range(many):
            DeclarationFactory(person=chair, application=add_candidate(call, score=3))
        run_now(call)
        assert count() == before
