"""A room of twelve: from the poster to “you said, we did”."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

from playwright.sync_api import Browser, Page

from tests.journeys.running_site import Site, read_link
from tests.journeys.steps import (
    become,
    check_page,
    follow,
    heading,
    open_page,
    press,
)

DESK = "/desk/lehc-7/conversations"
SEEDS = (
    "The surgery should open on Saturdays.",
    "I know my neighbours well enough to ask for help.",
    "Buses stop too early in the evening.",
)
OWN_WORDS = "Put the kettle back on in the library."
QUESTION = "What would make our evenings healthier?"


def prepare(page: Page, site: Site) -> str:
    """The team prepares a conversation with a room's door, and launches it."""
    become(page, site, "Programme lead")
    page.goto(f"{site.url}{DESK}/")
    check_page(page)
    press(page, "Prepare a conversation")
    page.get_by_label("What is the question?").fill(QUESTION)
    page.locator("main [name=context]").fill(
        "Nothing is decided. You say what matters."
    )
    page.get_by_label("Who may vote?").fill("Everybody in this room")
    page.get_by_label("The whole programme").check()
    last = datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=14)
    for part in ("day", "month", "year"):
        page.locator(f"main [name=closes_on-{part}]").fill(str(getattr(last, part)))
    page.get_by_label("An open link, on this site").uncheck()
    page.get_by_label("One link for a room, with a poster").check()
    check_page(page)
    press(page, "Save and go on")
    start_earlier(site)
    here = page.url
    check_page(page)
    follow(page.get_by_role("link", name="How statements are read"))
    page.locator("main [name=policy]").fill("Two of us read them within an hour.")
    page.locator("main [name=reasons]").fill("It names a private person")
    press(page, "Save")
    follow(page.get_by_role("link", name="Is it fair? Four questions"))
    for box in page.locator("main textarea").all():
        box.fill("As we promised in the letter.")
    press(page, "Save")
    follow(page.get_by_role("link", name="Statements to get started"))
    for seed in SEEDS:
        page.locator("main [name=text]").fill(seed)
        press(page, "Add")
    check_page(page)
    page.goto(here)
    press(page, "Launch it")
    check_page(page)
    press(page, "Launch")
    check_page(page)
    return here


def start_earlier(site: Site) -> None:
    """Whatever the hour is: it opened at eight this morning, or an hour ago."""
    site.run(
        "shell",
        "-v",
        "0",
        "-c",
        "from datetime import timedelta;from django.utils import timezone;"
        "from lehc.conversations.models import Conversation as C;"
        "C.objects.filter(launched_at=None).update("
        "opens_at=timezone.now() - timedelta(hours=1))",
    )


def read_poster(page: Page, here: str) -> str:
    """The facilitator's view of the poster; the address that stands on it."""
    page.goto(f"{here}poster/")
    check_page(page)
    document = page.request.get(f"{here}poster.pdf")
    assert document.body().startswith(b"%PDF")
    page.goto(f"{here}screen/")
    check_page(page)
    address = page.locator("main .lehc-screen__address").inner_text()
    return f"http://{address}"


def press_by_key(page: Page, words: str) -> None:
    """Reach a button by the Tab key alone and press it by Enter."""
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and words in focused.inner_text():
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"“{words}” is not reached by Tab on {page.url}")


def check_seen(seen: Page, page: Page) -> None:
    """The page of a browser without script, checked in one with it: axe is script."""
    seen.context.clear_cookies()
    seen.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    seen.goto(page.url)
    check_page(seen)


def vote_by_keyboard(seen: Page, page: Page, address: str) -> None:
    """On a phone, without script: from the poster to the last statement."""
    page.goto(address)
    check_seen(seen, page)
    assert heading(page) == QUESTION
    press_by_key(page, "Start")
    check_seen(seen, page)
    for seed, answer in zip(SEEDS, ("Agree", "Disagree", "Pass"), strict=True):
        assert heading(page) == seed
        press_by_key(page, answer)
    assert heading(page) == "You have answered everything. Thank you."
    press_by_key(page, "Undo")
    assert heading(page) == SEEDS[2]
    press_by_key(page, "Agree")


def vote_with_one_key(page: Page, address: str) -> None:
    """With script: 1, 2 and 3 answer, and the next card is there at once."""
    page.goto(address)
    press(page, "Start")
    page.locator("main .lehc-vote__answer").first.focus()
    for seed, key in zip(SEEDS, "123", strict=True):
        page.get_by_role("heading", name=seed).wait_for()
        page.locator("[data-vote-card] :focus").wait_for()  # keys answer only there
        page.keyboard.press(key)
    page.get_by_role("heading", name="You have answered everything").wait_for()
    check_page(page)


def vote_quickly(page: Page, address: str, number: int) -> None:
    page.goto(address)
    press(page, "Start")
    for index in range(len(SEEDS)):
        agrees = index != 1 or number % 2 == 0
        press(page, "Agree" if agrees else "Disagree")


def write_own(seen: Page, page: Page, site: Site) -> None:
    """The first phone writes a statement and leaves an address."""
    follow(page.get_by_role("link", name="Write your own"))
    check_seen(seen, page)
    page.locator("main textarea").fill(OWN_WORDS)
    press(page, "Send")
    check_seen(seen, page)
    page.locator("main [name=email]").fill("writer@example.org")
    press(page, "Write to me")
    letter = site.postbox.wait_for("writer@example.org", "Shall we write")
    page.goto(read_link(letter))
    press(page, "Yes, write to me")


def think_again_about_words(page: Page, here: str) -> None:
    """Other words would reset twelve votes: that is said, and what was typed stays."""
    page.goto(f"{here}statements/")
    follow(page.get_by_role("link", name=SEEDS[0]).first)
    page.get_by_label("Open it in other words").check()
    page.locator("main [name=text]").fill("Open the surgery on Saturdays.")
    press(page, "Decide")
    check_page(page)
    assert "12 votes" in page.locator("main").inner_text()
    press(page, "Change something first")
    check_page(page)
    kept = page.locator("main [name=text]").input_value()
    assert kept == "Open the surgery on Saturdays."


def read_results(seen: Page, page: Page, public: str) -> None:
    """The results say in words that twelve are too few for a map, and draw none."""
    page.goto(public)
    follow(page.get_by_role("link", name="Results").first)
    check_seen(seen, page)
    shown = page.locator("main").inner_text()
    assert "12 people have voted." in shown
    assert "at least 8 of 12 agree" in shown
    assert "being counted" not in shown
    section = page.locator("main #map")
    assert section.locator("h2").inner_text() == "No groups can be told apart"
    assert "So we draw no map." in section.inner_text()
    assert section.locator("svg").count() == 0
    files = unpack(page.request.get(f"{public}/results.zip").body())
    assert "Counts of 12 voters" in files["README.txt"]
    assert "The opinion map: No groups can be told apart." in files["README.txt"]
    assert files["statements.csv"].count("\n") == 1 + len(SEEDS)
    assert files["groups.csv"].count("\n") == 1  # the heading alone


def take_files(page: Page, here: str) -> None:
    """A lead takes single votes out, with a reason."""
    page.goto(here)
    follow(page.get_by_role("link", name="Take the single votes out"))
    check_page(page)
    page.locator("main [name=reason]").fill("For the evaluation, agreement 12")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the votes").click()
    files = unpack(download.value.path().read_bytes())
    lines = files["votes.csv"].splitlines()
    assert lines[0] == "timestamp,comment-id,voter-id,vote"
    assert len({line.split(",")[2] for line in lines[1:]}) == 12


def unpack(packed: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {
            name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()
        }


def test_a_room_of_twelve(browser: Browser, site: Site) -> None:
    # given: a conversation that the team launched, and its poster on the wall
    team = open_page(browser)
    here = prepare(team, site)
    address = read_poster(team, here)
    slug = here.rstrip("/").split("/")[-1]
    public = f"{site.url}/conversations/{slug}"

    # when: twelve people vote on their phones, without script, one by keyboard alone
    writer = open_page(browser, is_phone=True, with_script=False)
    seen = open_page(browser, is_phone=True)
    vote_by_keyboard(seen, writer, address)
    vote_with_one_key(open_page(browser), address)
    for number in range(9):
        phone = open_page(browser, is_phone=True, with_script=False)
        vote_quickly(phone, address, number)
        phone.context.close()
    # and the twelfth on paper, which somebody types in
    team.goto(f"{here}sheet/")
    check_page(team)
    team.goto(f"{here}enter/")
    check_page(team)
    for group in team.locator("main fieldset").all():
        group.get_by_label("Agree", exact=True).check()
    team.get_by_label("Statement 1 matters to them").check()
    press(team, "Enter this sheet")
    # and one writes a statement, which a moderator opens
    write_own(seen, writer, site)
    team.goto(f"{here}statements/")
    check_page(team)
    follow(team.get_by_role("link", name=OWN_WORDS).first)
    check_page(team)
    team.get_by_label("Open it for votes").check()
    press(team, "Decide")
    site.postbox.wait_for("writer@example.org", "open for votes")
    writer.goto(f"{public}/my-statements/")
    check_seen(seen, writer)
    assert "People vote on it now." in writer.locator("main").inner_text()
    think_again_about_words(team, here)

    # then: the facilitator reads back what was said, and nobody can be told apart
    team.goto(f"{here}read-back/")
    check_page(team)
    press(team, "Everybody has answered: show it now")
    check_page(team)
    said = team.locator("main").inner_text()
    assert "12 of you have voted" in said
    assert "at least 8 of 12 agree" in said
    read_results(seen, writer, public)
    take_files(team, here)

    # and: a decision answers what was said, and its author gets a letter
    team.goto(f"{here}decisions/")
    press(team, "Write a decision")
    check_page(team)
    team.get_by_label(re.compile(re.escape(OWN_WORDS))).check()
    team.locator("main [name=title]").fill("Tea in the library")
    team.get_by_label("We did", exact=True).check()
    team.locator("main [name=words]").fill("The kettle is back since Monday.")
    team.locator("main [name=who]").fill("The library")
    team.locator("main [name=rung]").select_option(label="6. Co-design")
    press(team, "Save the draft")
    follow(team.get_by_role("link", name="Publish Tea in the library"))
    press(team, "Publish")
    check_page(team)
    letter = site.postbox.wait_for("writer@example.org", "News about")
    assert "The kettle is back since Monday." in letter
    writer.goto(f"{public}/you-said-we-did/")
    check_seen(seen, writer)
    shown = writer.locator("main").inner_text()
    assert OWN_WORDS in shown
    assert "The kettle is back since Monday." in shown
    assert "holds" in site.run("verify_votes", slug)

    # and: whoever changes their mind takes everything back, and the record still holds
    writer.goto(f"{public}/withdraw/")
    check_seen(seen, writer)
    press(writer, "Take everything back")
    assert "nothing here leads to you" in writer.locator("main").inner_text()
    assert f"{slug}: holds" in site.run("verify_votes", slug)


def test_public_pages_are_for_everybody(browser: Browser, site: Site) -> None:
    for is_phone in (True, False):
        page = open_page(browser, is_phone=is_phone)
        for path in (
            "",
            "well-at-home/",
            "well-at-home/results/",
            "well-at-home/you-said-we-did/",
            "healthier-in-whitley/record/",
            "healthier-in-whitley/follow/",
        ):
            page.goto(f"{site.url}/conversations/{path}")
            check_page(page)
        page.context.close()


def test_working_pages_are_for_everybody(browser: Browser, site: Site) -> None:
    page = open_page(browser, is_phone=True)
    become(page, site, "Programme lead")
    for path in (
        "",
        "doors/",
        "invitations/new/",
        "statements/",
        "decisions/",
        "twice/",
        "change/",
    ):
        page.goto(f"{site.url}{DESK}/healthier-in-whitley/{path}")
        check_page(page)
