from __future__ import annotations

import copy
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lehc.accounts.enums import Role
from lehc.assessment.models import PanelDecision
from lehc.recruitment.models import Call
from lehc.selection.actions.overrides import override_cohort
from lehc.selection.actions.places import settle_cohort
from lehc.selection.actions.runs import Wanted, ask_for_run, compute_run
from lehc.selection.calculations import lotteries
from lehc.selection.forms.targets import fingerprint
from lehc.selection.models import Run, Target, Threshold
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import DeclarationFactory
from tests.factories.programmes import CohortFactory, RoleGrantFactory
from tests.factories.selection import (
    add_candidate,
    make_closed_call,
    make_lead,
    run_now,
)

pytestmark = pytest.mark.django_db

PAGES = ["desk_selection", "desk_targets", "desk_threshold"]
POSTS = ["desk_run", "desk_replacement", "desk_latecomers"]


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    return make_closed_call()


@pytest.fixture
def call(shared_call: Call, db: None) -> Call:
    return copy.deepcopy(shared_call)


@pytest.fixture
def team(call: Call, sign_in: Any) -> Any:
    return sign_in(RoleGrantFactory(cohort=call.cohort).person)


def address(name: str, call: Call, *more: object) -> str:
    return reverse(name, args=[call.cohort.slug, *more])


def make_run(call: Call, *, seats: int = 1) -> Run:
    run = ask_for_run(call=call, wanted=Wanted(seats=seats, seed=7), by=PersonFactory())
    compute_run(run.pk)
    return Run.objects.get(pk=run.pk)


@pytest.mark.parametrize("name", PAGES)
def test_pages_answer_the_team(name: str, call: Call, team: Any) -> None:
    add_candidate(call, score=3)
    assert team.get(address(name, call)).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, *POSTS])
def test_pages_do_not_exist_for_strangers(name: str, call: Call, sign_in: Any) -> None:
    grant = RoleGrantFactory(cohort=call.cohort, role=Role.ASSESSOR)
    other = RoleGrantFactory(cohort=make_closed_call().cohort)
    for person in (grant.person, other.person):
        visit = sign_in(person)
        ask = visit.post if name in POSTS else visit.get
        assert ask(address(name, call)).status_code == 404


@pytest.mark.parametrize("name", [*PAGES, *POSTS])
def test_pages_ask_who_you_are(name: str, call: Call, client: Any) -> None:
    ask = client.post if name in POSTS else client.get
    answer = ask(address(name, call))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_wrong_verbs_are_refused(call: Call, team: Any) -> None:
    assert team.post(address("desk_selection", call)).status_code == 405
    assert [team.get(address(name, call)).status_code for name in POSTS] == [405] * 3


@pytest.mark.parametrize(
    "url", ["/desk/no-such-cohort/selection/", "/desk/{slug}/selection/runs/0/"]
)
def test_bad_ids_are_not_found(url: str, call: Call, team: Any) -> None:
    assert team.get(url.format(slug=call.cohort.slug)).status_code == 404


def test_a_run_of_another_cohort_is_not_found(call: Call, team: Any) -> None:
    other = make_closed_call()
    add_candidate(other, score=3)
    run = make_run(other)
    assert team.get(address("desk_run_result", call, run.pk)).status_code == 404
    files = address("desk_run_file", call, run.pk, "people.csv")
    assert team.get(files).status_code == 404


def test_targets_are_saved_and_empty_rows_have_none(call: Call, team: Any) -> None:
    add_candidate(call, score=3)
    data = {
        "seen": fingerprint([]),
        "min-role--clinician": "1",
        "max-role--clinician": "2",
        "min-role--councillor": "",
        "max-role--councillor": "",
    }
    answer = team.post(address("desk_targets", call), data)
    assert answer.url == address("desk_selection", call)
    wanted = Target.objects.values_list("question_key", "value", "minimum", "maximum")
    assert list(wanted) == [("role", "clinician", 1, 2)]


def test_an_older_window_does_not_wipe_out_targets(call: Call, team: Any) -> None:
    add_candidate(call, score=3)
    url, seen = address("desk_targets", call), fingerprint([])
    assert f'name="seen" value="{seen}"' in team.get(url).content.decode()
    first = {"seen": seen, "max-role--clinician": "3"}
    second = {"seen": seen, "max-role--councillor": "2"}
    assert team.post(url, first).status_code == 302
    page = team.post(url, second).content.decode()
    assert "Somebody saved other targets while this page was open" in page
    assert "What is your role: Clinician, 0 to 3" in page
    assert 'name="max-role--councillor" value="2"' in page
    assert list(Target.objects.values_list("value", "maximum")) == [("clinician", 3)]
    checked = team.post(url, second | {"check": "1"}).content.decode()
    assert "Somebody saved" not in checked
    now = fingerprint(Target.objects.all())
    assert f'name="seen" value="{now}"' in page
    assert team.post(url, second | {"seen": now}).status_code == 302
    assert list(Target.objects.values_list("value", "maximum")) == [("councillor", 2)]


def test_wrong_targets_come_back_with_what_was_typed(call: Call, team: Any) -> None:
    add_candidate(call, score=3)
    data = {"min-role--clinician": "5", "max-role--clinician": "2"}
    page = team.post(address("desk_targets", call), data).content.decode()
    assert "<title>Error: Targets" in page
    assert page.count("the least is above the most. Lower one or raise the other") == 2
    assert 'value="5"' in page
    assert Target.objects.count() == 0


def test_live_answer_names_the_smallest_change(call: Call, team: Any) -> None:
    for score in (3, 2, 4):
        add_candidate(call, score=score)
    Target.objects.create(
        call=call, question_key="role", value="councillor", minimum=1, maximum=2
    )
    page = team.get(address("desk_selection", call)).content.decode()
    assert "What is your role?, Councillor: lower the least from 1 to 0" in page
    Target.objects.all().update(minimum=0)
    page = team.get(address("desk_selection", call)).content.decode()
    assert "The targets can be met by the people who may be chosen now." in page


def test_threshold_is_saved_with_its_reason(call: Call, team: Any) -> None:
    data = {"merit": "2.5", "reason": "Agreed by the panel"}
    team.post(address("desk_threshold", call), data)
    saved = Threshold.objects.get(call=call)
    assert (str(saved.merit), saved.reason) == ("2.50", "Agreed by the panel")


@pytest.mark.parametrize("merit", ["", "4.5", "-1", "high"])
def test_a_threshold_outside_the_scale_is_not_saved(
    merit: str, call: Call, team: Any
) -> None:
    page = team.post(address("desk_threshold", call), {"merit": merit, "reason": "x"})
    assert "There is a problem" in page.content.decode()
    assert not Threshold.objects.exists()


def test_asking_for_a_run_leads_to_its_page(call: Call, team: Any) -> None:
    add_candidate(call, score=3)
    answer = team.post(
        address("desk_run", call), {"methods": "best", "seats": "1", "seed": ""}
    )
    run = Run.objects.get()
    assert answer.url == address("desk_run_result", call, run.pk)
    assert "We are looking for the cohort" in team.get(answer.url).content.decode()


def test_asking_with_nobody_to_choose_says_so(call: Call, team: Any) -> None:
    page = team.post(
        address("desk_run", call), {"methods": "best", "seats": "1"}
    ).content.decode()
    assert "Nobody can be chosen yet. See below why, and what to do." in page


def test_result_hides_whom_the_viewer_has_a_conflict_with(
    call: Call, sign_in: Any
) -> None:
    seen, hidden, other = (add_candidate(call, score=score) for score in (4, 3, 2))
    lead = RoleGrantFactory(cohort=call.cohort, role=Role.LEAD).person
    DeclarationFactory(person=lead, application=hidden, has_conflict=True)
    url = address("desk_run_result", call, make_run(call, seats=2).pk)
    page = sign_in(lead).get(url).content.decode()
    assert seen.person.name in page
    for one in (hidden, other):  # the other stands next to the line
        for secret in (one.person.name, one.reference, one.organisation.name):
            assert secret not in page
    assert page.count("You have a conflict of interest with somebody") == 1
    files = {name: f"{url}{name}" for name in ("people.csv", "targets.csv")}
    assert [files[name] in page for name in files] == [False, True]
    answers = [sign_in(lead).get(files[name]).status_code for name in files]
    assert answers == [404, 200]


def test_chances_have_no_names_for_whoever_has_a_conflict(
    call: Call, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lotteries, "COHORTS", 4)
    people = [add_candidate(call, score=score) for score in (4, 3)]
    lead = make_lead(call)
    url = address("desk_run_result", call, run_now(call, seats=1, method="leximin").pk)
    browser = sign_in(lead)
    assert people[1].reference in browser.get(url).content.decode()
    DeclarationFactory(person=lead, application=people[0], has_conflict=True)
    page = browser.get(url).content.decode()
    assert [one for one in people if one.reference in page] == []
    assert (page.count("Not shown"), page.count("50.0%")) == (2, 5)


def test_a_conflict_leaves_the_counts_of_the_pool(call: Call, sign_in: Any) -> None:
    hidden, _, undecided = (add_candidate(call, score=score) for score in (4, 3, 2))
    PanelDecision.objects.filter(application=undecided).delete()
    lead = make_lead(call)
    browser = sign_in(lead)
    words = "Whoever you have a conflict of interest with is not counted"
    for url, count in ((PAGES[0], "2 people"), (PAGES[1], "2 people")):
        page = browser.get(address(url, call)).content.decode()
        assert (f"{count} may be chosen" in page, words in page) == (True, False)
    for one in (hidden, undecided):
        DeclarationFactory(person=lead, application=one, has_conflict=True)
    for url in PAGES[:2]:
        page = browser.get(address(url, call)).content.decode()
        assert ("1 person may be chosen" in page, words in page) == (True, True)
    assert "The panel has not put them forward" not in page
    assert "no decision of the panel" not in page


def test_a_latecomer_with_a_conflict_is_not_listed(call: Call, sign_in: Any) -> None:
    add_candidate(call, score=4)
    settle_cohort(run=make_run(call), reason="Agreed", by=PersonFactory())
    late, lead = add_candidate(call, score=3), make_lead(call)
    browser = sign_in(lead)
    assert late.reference in browser.get(address(PAGES[0], call)).content.decode()
    DeclarationFactory(person=lead, application=late, has_conflict=True)
    page = browser.get(address(PAGES[0], call)).content.decode()
    assert (late.reference in page, "Found eligible since then" in page) == (
        False,
        False,
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("people.csv", "text/csv; charset=utf-8"),
        ("targets.csv", "text/csv; charset=utf-8"),
        ("certificate.json", "application/json; charset=utf-8"),
    ],
)
def test_files_are_for_download(name: str, kind: str, call: Call, team: Any) -> None:
    add_candidate(call, score=3)
    run = make_run(call)
    answer = team.get(address("desk_run_file", call, run.pk, name))
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="run-{run.pk}-{name}"'
    )


def test_certificate_is_public_once_fixed_and_names_nobody(
    call: Call, client: Any
) -> None:
    application = add_candidate(call, score=3)
    run = make_run(call)
    url = reverse("certificate", args=[run.pk])
    assert client.get(url).status_code == 404
    Run.objects.filter(pk=run.pk).update(
        fixed_at=run.finished_at,
        settled_at=run.finished_at,
        fixed_reason="Agreed by the panel",
    )
    page = client.get(url).content.decode()
    assert "Agreed by the panel" in page
    assert run.certificate["inputs_sha256"] in page
    for secret in (application.person.name, application.reference):
        assert secret not in page
    assert client.post(url).status_code == 405


def test_pages_ask_the_same_number_of_queries_at_one_and_three(
    call: Call,
    team: Any,
) -> None:
    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert team.get(url).status_code == 200
        return len(queries)

    add_candidate(call, score=3)
    runs = [make_run(call)]
    pages = [address("desk_selection", call), address("desk_targets", call)]
    one = [count(url) for url in [*pages, address("desk_run_result", call, runs[0].pk)]]
    for _ in range(2):
        add_candidate(call, score=2)
        runs.append(make_run(call, seats=2))
    three = [
        count(url) for url in [*pages, address("desk_run_result", call, runs[2].pk)]
    ]
    assert three == one


def test_a_cohort_without_a_call_says_what_comes_first(sign_in: Any) -> None:
    grant = RoleGrantFactory(cohort=CohortFactory())
    browser = sign_in(grant.person)
    page = browser.get(reverse("desk_selection", args=[grant.cohort.slug]))
    assert "Targets and the cohort will be here" in page.content.decode()
    targets = reverse("desk_targets", args=[grant.cohort.slug])
    assert browser.get(targets).status_code == 404


def test_a_cohort_changed_meanwhile_is_not_fixed_unread(call: Call, team: Any) -> None:
    for score in (4, 3):
        add_candidate(call, score=score)
    run = make_run(call)
    url = address("desk_run_result", call, run.pk)
    assert 'name="changes" value="0"' in team.get(url).content.decode()
    ids = {
        name: run.people.get(is_chosen=is_chosen).anonymous_id
        for name, is_chosen in (("taken_out", True), ("put_in", False))
    }
    override_cohort(run=run, reason="Nearer", by=make_lead(call), **ids)
    page = team.post(url, {"reason": "Agreed", "changes": "0"}).content.decode()
    assert "The panel changed this cohort while the page was open." in page
    run.refresh_from_db()
    assert run.fixed_at is None
    assert 'name="changes" value="1"' in page
    answer = team.post(url, {"reason": "Agreed", "changes": "1"})
    assert answer.status_code == 302


def test_targets_of_a_fixed_cohort_are_not_set_any_more(call: Call, team: Any) -> None:
    add_candidate(call, score=4)
    settle_cohort(run=make_run(call), reason="Agreed", by=PersonFactory())
    answer = team.get(address("desk_targets", call))
    assert answer.url == address("desk_selection", call)
