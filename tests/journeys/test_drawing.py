"""A lottery: tried beside the best cohort, fixed, drawn before everybody, checked."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.journeys.running_site import PATIENCE_SECONDS, Site, read_link
from tests.journeys.steps import (
    become,
    check_page,
    follow,
    heading,
    open_page,
    press,
    sign_in,
)

DESK = "/desk/lehc-7"
LOTTERY = "Fair lottery, every small chance as large as can be"
CHECK_EVERYBODY = (
    "from lehc.recruitment.models import Application;"
    "Application.objects.filter(state='submitted').update(state='eligible')"
)
CLOSE_THE_CALL = (
    "from datetime import timedelta;"
    "from django.utils import timezone;"
    "from lehc.recruitment.models import Call;"
    "Call.objects.update(closes_at=timezone.now() - timedelta(hours=1))"
)

# Written down as the computation does it, which would be over before anybody looks.
PUT_BACK_TO_WORK = (
    "from lehc.selection.models import Run;"
    "Run.objects.filter(pk={run}).update("
    "state='waiting', stage='{stage}', steps_done={done}, steps_total=8)"
)
FINISH = (
    "from lehc.selection.models import Run;"
    "Run.objects.filter(pk={run}).update(state='done')"
)
LIST_CONFLICTS = (
    "import json;"
    "from lehc.assessment.models import Assessor, Declaration;"
    "from lehc.selection.models import Run;"
    "chair = Assessor.objects.get(call__cohort__slug='lehc-7', chairs_panel=True);"
    "mine = Declaration.objects.current().conflicts().filter(person=chair.person);"
    "run = Run.objects.filter(method='best').first();"
    "found = run.people.filter(application__in=mine.values('application'));"
    "print(json.dumps([[p.anonymous_id, p.application.reference,"
    " p.application.person.name] for p in found]))"
)


def set_targets(page: Page, site: Site) -> None:
    """Ask for what can't be, and take the change that is offered."""
    page.goto(f"{site.url}{DESK}/selection/targets/")
    check_page(page)
    page.get_by_label("Clinician: at least").fill("20")
    page.get_by_label("Clinician: at most").fill("24")
    page.get_by_text("These targets can’t be met together").wait_for()
    check_page(page)
    follow(page.get_by_role("button", name="Use this change").first)
    assert "The targets can be met" in page.locator("main").inner_text()
    page.get_by_label("Clinician: at least").fill("3")
    page.get_by_label("Clinician: at most").fill("8")
    press(page, "Save targets")


def try_two(page: Page, site: Site) -> None:
    """The best cohort and a lottery side by side; then the lottery's page."""
    page.goto(f"{site.url}{DESK}/selection/")
    page.get_by_label(LOTTERY).check()
    press(page, "Try it")
    assert heading(page) == "Runs side by side"
    computing = page.get_by_text("Some are still being computed")
    computing.wait_for(state="hidden", timeout=1000 * PATIENCE_SECONDS)
    check_page(page)
    assert "No chances: the highest merit decides" in page.locator("main").inner_text()
    follow(page.get_by_role("link", name=LOTTERY.lower()[8:]))
    check_page(page)


def watch_progress(page: Page, site: Site) -> None:
    """Whoever waits sees how far it has come, and then the result, by itself."""
    run = page.url.rstrip("/").split("/")[-1]
    facts = {"run": run, "stage": "walk"}
    site.run("shell", "-v", "0", "-c", PUT_BACK_TO_WORK.format(**facts, done=3))
    page.reload()
    assert heading(page) == "We are working out the lottery"
    words = "Writing the chances as a lottery over real cohorts: {} of about 8."
    stage, bar = page.locator("#stage"), page.get_by_role("progressbar")
    assert stage.inner_text() == words.format(3)
    assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("3", "8")
    check_page(page)
    site.run("shell", "-v", "0", "-c", PUT_BACK_TO_WORK.format(**facts, done=5))
    page.get_by_text(words.format(5), exact=True).wait_for()
    assert bar.get_attribute("value") == "5"
    site.run("shell", "-v", "0", "-c", FINISH.format(run=run))
    page.get_by_role("heading", name="A lottery that meets every target").wait_for()
    assert page.get_by_role("progressbar").count() == 0


def fix(page: Page) -> str:
    """Fix the lottery and let everybody check it; the number of the run."""
    assert "The call is still open" in page.locator("main").inner_text()
    page.reload()  # it has closed meanwhile
    page.get_by_label("Why this lottery").fill("Agreed by the panel.")
    page.get_by_label("Let anybody download").check()
    press(page, "Fix the lottery")
    page.get_by_text("Next comes the draw").wait_for()
    return page.url.rstrip("/").split("/")[-1]


def enter_number(page: Page, site: Site, run: str) -> None:
    """Whoever chairs types what the dice show, twice."""
    page.goto(f"{site.url}/draws/{run}/")
    press(page, "Enter the drawn number")
    check_page(page)
    page.get_by_label("The number (optional)").fill("417")
    page.get_by_label("The number once more (optional)").fill("471")
    press(page, "Record the number")
    assert "Enter the drawn one twice" in page.locator("main").inner_text()
    check_page(page)
    page.get_by_label("The number once more (optional)").fill("417")
    press(page, "Record the number")


def verify_afresh(page: Page, site: Site, run: str, folder: Path) -> str:
    """What anybody downloads, checked where no site and no data are."""
    for name in ("certificate.json", "people.csv", "targets.csv"):
        answer = page.request.get(f"{site.url}/certificates/{run}/{name}")
        assert answer.status == 200
        (folder / name).write_bytes(answer.body())
    names = ("certificate.json", "people.csv", "targets.csv")
    return subprocess.run(
        [sys.executable, "-I", "-m", "lehc", "verify", *names],
        cwd=folder,
        env={"PATH": site.environment["PATH"]},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def set_band(page: Page, site: Site) -> None:
    """Whoever chairs knows one of those left to declare on, then moves the line."""
    become(page, site, "Panel chair")
    page.goto(f"{site.url}/assessing/lehc-7/declare/")
    page.locator(".lehc-declare select").first.select_option("knows")
    page.locator("main input[name=no_conflict_with_rest]").check()
    press(page, "Keep these declarations")
    page.goto(f"{site.url}{DESK}/selection/threshold/")
    check_page(page)
    page.get_by_label("Merit from which people are clearly in").fill("3.9")
    press(page, "Save the merit band")
    assert heading(page) == "Panel"


def has_link(row: Locator) -> bool:
    """Whether a line of the cohort leads to an application."""
    return row.get_by_role("link").count() == 1


def meet_cohort(page: Page, site: Site) -> None:
    """The chair sees references, of those they know nothing, and can count nobody out.

    Each list lacks as many people, wherever those stand whom the chair knows.
    """
    conflicts = json.loads(site.run("shell", "-v", "0", "-c", LIST_CONFLICTS))
    assert len(conflicts) == 2  # the demonstration's own, and the one just declared
    page.goto(f"{site.url}{DESK}/panel/")
    check_page(page)
    assert page.locator("main").inner_text().count("The cohort that was found") == 1
    follow(page.get_by_role("link", name="See the cohort, and decide otherwise"))
    page.get_by_text("Outside the cohort (").click()
    check_page(page)
    rows = {
        caption: page.get_by_role("region", name=caption).locator("tbody tr").all()
        for caption in ("In the cohort", "Outside the cohort")
    }
    hidden = 24 - len(rows["In the cohort"])
    assert hidden >= len(conflicts)  # of place teams everybody
    assert rows["Outside the cohort"]
    for row in itertools.chain(*rows.values()):
        assert has_link(row)
        assert not re.search(r"\bP\d+\b", row.inner_text())
    assert "You have a conflict of interest" in page.locator("main").inner_text()
    for address in (
        page.url,
        f"{site.url}{DESK}/panel/",
        f"{site.url}{DESK}/panel/pack/",
    ):
        answer = page.request.get(address)
        assert answer.status == 200
        for _, reference, name in conflicts:
            assert reference not in answer.text()
            assert name not in answer.text()
    for _, reference, _ in conflicts:
        answer = page.request.get(f"{site.url}{DESK}/panel/{reference}/")
        assert answer.status == 404


def take_chance(person: Page, site: Site, address: str) -> None:
    """Somebody who was drawn reads their own chance, and nobody else's."""
    person.goto(read_link(site.postbox.wait_for(address)))
    sign_in(person, site, address)
    person.goto(f"{site.url}/applications/")
    follow(person.locator("main a[href^='/applications/']").first)
    follow(person.get_by_role("link", name="Your own chance"))
    check_page(person)
    words = person.locator("main").inner_text()
    assert "The cohort that was drawn has you in it" in words or "in every" in words


def test_a_lottery_from_trying_to_checking(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    # given: everybody checked, a coordinator who sets targets and tries two ways, the
    # chair's band and their look at the best cohort, and a closed call
    page, chair = open_page(browser), open_page(browser)
    site.run("shell", "-v", "0", "-c", CHECK_EVERYBODY)
    set_band(chair, site)
    become(page, site, "Coordinator")
    set_targets(page, site)
    try_two(page, site)
    watch_progress(page, site)
    meet_cohort(chair, site)
    site.run("shell", "-v", "0", "-c", CLOSE_THE_CALL)

    # when: the lottery is fixed, and somebody opens the page of the draw on a phone
    run = fix(page)
    anyone = open_page(browser, is_phone=True)
    anyone.goto(f"{site.url}/draws/{run}/")
    check_page(anyone)
    assert "No number has been drawn yet" in anyone.locator("main").inner_text()
    anyone.goto(f"{site.url}/draws/{run}/cohorts/")
    check_page(anyone)
    assert anyone.locator("main li").count() == 1000
    anyone.goto(f"{site.url}/draws/{run}/")

    # then: they see the number as soon as the chair enters it, and nobody else can
    reader = open_page(browser)
    become(reader, site, "Assessor")
    for who in (reader, page):
        answer = who.goto(f"{site.url}/draws/{run}/number/")
        assert answer is not None
        assert answer.status == 404
    enter_number(chair, site, run)
    anyone.get_by_text("Cohort 417 of 1,000 was drawn").wait_for()
    check_page(anyone)
    assert anyone.locator(".lehc-draw__ids li").count() == 24
    chair.goto(f"{site.url}/draws/{run}/number/")
    assert chair.url == f"{site.url}/draws/{run}/"
    check_page(chair)

    # and: with the files alone, anybody gets the same cohort
    anyone.goto(f"{site.url}/certificates/{run}/")
    check_page(anyone)
    assert "This certificate holds" in verify_afresh(anyone, site, run, tmp_path)

    # and: once letters have gone, each person reads their own chance
    page.goto(f"{site.url}{DESK}/outbox/")
    follow(page.get_by_role("button", name=re.compile("^Send all")))
    check_page(page)
    follow(page.get_by_role("button", name=re.compile(r"^Send \d+ letter")))
    offered = site.postbox.wait_for_many("/offer/", 24)[0]
    take_chance(open_page(browser, is_phone=True), site, offered)
