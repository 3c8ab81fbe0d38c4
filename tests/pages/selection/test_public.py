"""What the public, the chair and an applicant see of a lottery, and nobody else."""

from __future__ import annotations

import copy
import csv
import datetime
import io
import re
from collections import Counter
from hashlib import sha256
from typing import Any

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from lehc.programmes.models import Cohort
from lehc.recruitment.models import Call
from lehc.selection.actions.fixing import DrawPlan, fix_lottery, take_back_lottery
from lehc.selection.actions.places import settle_cohort
from lehc.selection.calculations import lotteries
from lehc.selection.enums import Method
from lehc.selection.forms.draws import DrawForm
from lehc.selection.models import Draw, Run
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import RoleGrantFactory
from tests.factories.selection import (
    add_candidate,
    make_chair,
    make_closed_call,
    make_lead,
    run_now,
)

pytestmark = pytest.mark.django_db
A_FEW = 20


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    call = make_closed_call()
    for score in (4, 3, 2):
        add_candidate(call, score=score)
    return call


@pytest.fixture
def call(shared_call: Call, db: None, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setattr(lotteries, "COHORTS", A_FEW)
    return copy.deepcopy(shared_call)


@pytest.fixture(scope="module")
def shared_run(shared_call: Call) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lotteries, "COHORTS", A_FEW)
        return run_now(shared_call, method=Method.LEXIMIN)


@pytest.fixture
def run(shared_run: Run, call: Call) -> Run:
    return copy.deepcopy(shared_run)


def fix(run: Run, **plan: Any) -> Run:
    plan = DrawPlan(**plan)
    return fix_lottery(run=run, reason="Agreed", plan=plan, by=PersonFactory())


PUBLIC = ["draw", "draw_cohorts", "cohorts_pdf", "certificate"]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_begin_with_fixing(name: str, run: Run, client: Any) -> None:
    url = reverse(name, args=[run.pk])
    assert client.get(url).status_code == 404
    fix(run)
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 405


def test_the_list_can_be_counted_and_its_fingerprint_made(
    run: Run, client: Any
) -> None:
    fix(run)
    text = client.get(reverse("certificate_file", args=[run.pk, "cohorts.csv"])).content
    rows = list(csv.reader(io.StringIO(text.decode())))[1:]
    times = Counter(name for row in rows for name in row[1:])
    chances = {name: count / A_FEW for name, count in times.items()}
    assert chances == run.certificate["probabilities"]
    page = client.get(reverse("draw", args=[run.pk])).content.decode()
    assert sha256(text).hexdigest() in page
    listed = client.get(reverse("draw_cohorts", args=[run.pk])).content.decode()
    assert all(f"<b>{row[0]}</b> {' '.join(row[1:])}" in listed for row in rows)


def test_the_list_prints_as_a_tagged_pdf(run: Run, client: Any) -> None:
    fix(run)
    answer = client.get(reverse("cohorts_pdf", args=[run.pk]))
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
    again = client.get(reverse("cohorts_pdf", args=[run.pk]))
    assert again.content == answer.content


def test_people_are_published_only_when_the_team_says_so(
    call: Call, run: Run, client: Any
) -> None:
    fix(run)
    url = reverse("certificate_file", args=[run.pk, "people.csv"])
    assert client.get(url).status_code == 404
    take_back_lottery(run=run, reason="To publish it", by=PersonFactory())
    second = fix(run_now(call, method=Method.LEXIMIN), publishes_people=True)
    text = client.get(reverse("certificate_file", args=[second.pk, "people.csv"]))
    assert text.content.decode().splitlines()[0] == "id,team"
    page = client.get(reverse("draw", args=[run.pk])).content.decode()
    assert "To publish it" in page


def test_the_chair_enters_the_number_and_everybody_sees_it(
    call: Call, run: Run, sign_in: Any, client_factory: Any
) -> None:
    fix(run)
    url = reverse("draw_number", args=[run.pk])
    browser = sign_in(make_chair(call))
    typed = {"how": "dice", "number": "7", "again": "7", "witnesses": "Sam Sands"}
    wrong = browser.post(url, typed | {"again": "8"}).content.decode()
    assert "Enter the drawn one twice" in wrong
    assert not Draw.objects.exists()
    assert browser.post(url, typed).url == reverse("draw", args=[run.pk])
    page = client_factory().get(reverse("draw", args=[run.pk])).content.decode()
    assert "Cohort 7 of 20 was drawn" in page
    assert "Watched by Sam Sands" in page
    assert all(f"<li>{name}</li>" in page for name in run.cohorts[6])
    assert browser.get(url).status_code == 302
    late = browser.post(url, typed | {"number": "8", "again": "8"}, follow=True)
    assert "Your number was not taken" in late.content.decode()
    assert Draw.objects.get().number == 7


@pytest.mark.parametrize(
    ("how", "typed", "number"),
    [
        ("dice", "0", None),
        ("dice", "42", None),
        ("dice", "042", 42),
        ("dice", "000", 1000),
        ("balls", "42", 42),
    ],
)
def test_three_dice_show_three_digits(how: str, typed: str, number: int | None) -> None:
    form = DrawForm({"how": how, "number": typed, "again": typed}, count=1000)
    form.is_valid()
    assert form.cleaned_data.get("number") == number
    assert bool(form.errors) == (number is None)


@pytest.mark.parametrize("number", ["", "21", "x", "-1", "²", "9" * 7])
def test_what_is_no_number_of_the_list_is_asked_again(
    number: str, call: Call, run: Run, sign_in: Any
) -> None:
    fix(run)
    browser = sign_in(make_chair(call))
    typed = {"how": "dice", "number": number, "again": number}
    page = browser.post(reverse("draw_number", args=[run.pk]), typed)
    assert "There is a problem" in page.content.decode()
    assert not Draw.objects.exists()


def test_only_the_chair_or_a_lead_opens_the_page_of_the_number(
    call: Call, run: Run, sign_in: Any, client: Any
) -> None:
    fix(run)
    url = reverse("draw_number", args=[run.pk])
    assert client.get(url).status_code == 302
    coordinator = RoleGrantFactory(cohort=call.cohort).person
    for person in (coordinator, PersonFactory()):
        assert sign_in(person).get(url).status_code == 404
    for person in (make_chair(call), make_lead(call)):
        assert sign_in(person).get(url).status_code == 200


def end_yesterday(call: Call) -> None:
    ends_on = timezone.localdate() - datetime.timedelta(days=1)
    starts_on = ends_on - datetime.timedelta(days=30)
    Cohort.objects.filter(call=call).update(starts_on=starts_on, ends_on=ends_on)


def test_the_cohorts_page_leads_to_the_draw(call: Call, run: Run, client: Any) -> None:
    url = reverse("cohort", args=[call.cohort.slug])
    end_yesterday(call)
    draw = reverse("draw", args=[run.pk])
    assert draw not in client.get(url).content.decode()
    fix(run)
    page = client.get(url).content.decode()
    assert "How it was chosen" in page
    assert draw in page


def test_the_cohorts_page_leads_to_the_certificate(call: Call, client: Any) -> None:
    run = run_now(call)
    settle_cohort(run=run, reason="Agreed", by=PersonFactory())
    page = client.get(reverse("cohort", args=[call.cohort.slug])).content.decode()
    assert "How it was chosen" not in page
    end_yesterday(call)
    page = client.get(reverse("cohort", args=[call.cohort.slug])).content.decode()
    assert reverse("certificate", args=[run.pk]) in page


def test_a_number_before_its_day_is_warned_of(
    call: Call, run: Run, sign_in: Any
) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    fix(run)
    Run.objects.update(draw_on=tomorrow)
    url = reverse("draw_number", args=[run.pk])
    browser = sign_in(make_chair(call))
    assert "That day has not come." in browser.get(url).content.decode()
    Run.objects.update(draw_on=timezone.localdate())
    assert "That day has not come." not in browser.get(url).content.decode()


def test_a_thousand_is_written_one_way(
    call: Call, run: Run, client: Any, sign_in: Any
) -> None:
    fix(run)
    run.cohorts = (run.cohorts or []) * 50
    run.save(update_fields=["cohorts"])
    url = reverse("draw_number", args=[run.pk])
    typed = {"how": "dice", "number": "000", "again": "000", "witnesses": ""}
    assert sign_in(make_chair(call)).post(url, typed).status_code == 302
    pages = [
        client.get(reverse(name, args=[run.pk])).content.decode()
        for name in ("draw", "draw_cohorts", "certificate")
    ]
    assert "Cohort 1,000 of 1,000 was drawn" in pages[0]
    assert "1,000 numbered cohorts" in pages[1]
    assert "<b>1,000</b>" in pages[1]
    assert "Number 1,000 was drawn" in pages[2]
    assert not [page for page in pages[:2] if re.search(r"\b1000\b", page)]
