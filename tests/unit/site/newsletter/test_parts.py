"""An issue as a page, a letter and plain text say it."""

from __future__ import annotations

import datetime

import pytest

from lehc.site.newsletter.parts import read_parts, render_issue
from lehc.site.newsletter.plain_text import write_plain, write_whole_links
from tests.factories.newsletter import make_issue
from tests.factories.programmes import CohortFactory, ProgrammeFactory, SessionFactory
from tests.factories.site import make_story

LEAVE = "https://leave.newsletter.invalid/"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One <b>two</b></p><p>Three</p>", "One two\n\nThree"),
        ("<h2>Dates</h2><p>One<br>two</p>", "DATES\n\nOne\ntwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ('<p><a href="https://x.org/a">Go</a> now</p>', "Go (https://x.org/a) now"),
        ('<p><a href="https://x.org">https://x.org</a></p>', "https://x.org"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p> </p>", ""),
    ],
)
def test_rich_text_reads_as_a_letter(html: str, text: str) -> None:
    assert write_plain(html) == text


def test_links_on_this_site_are_made_whole() -> None:
    markup = '<a href="/a/"></a><a href="//x.org"></a><a href="https://x.org"></a>'
    assert write_whole_links(markup, "https://lehc.example") == (
        '<a href="https://lehc.example/a/"></a><a href="//x.org"></a>'
        '<a href="https://x.org"></a>'
    )


@pytest.fixture
def issue(db):
    programme = ProgrammeFactory(name="Leading Together", contact_email="a@x.example")
    cohort = CohortFactory(programme=programme, number=7)
    for day, title in ((1, "Before"), (3, "Meeting <one>"), (9, "Later")):
        SessionFactory(
            cohort=cohort,
            title=title,
            venue="Town Hall",
            starts_at=datetime.datetime(2026, 3, day, 10, tzinfo=datetime.UTC),
            ends_at=datetime.datetime(2026, 3, day, 12, tzinfo=datetime.UTC),
        )
    public = make_story(
        title="The <river>", introduction="Swum in again.", slug="river"
    )
    hidden = make_story(title="Secret", live=False, slug="secret")
    body = [
        ("text", '<p>Dear all, <a href="/about/">read</a>.</p>'),
        ("stories", {"heading": "Stories", "stories": [public, hidden]}),
        ("dates", {"heading": "Dates", "cohort": cohort, "most": 1}),
        ("action", {"label": "Apply", "address": "/apply/"}),
    ]
    made = make_issue("Spring news")
    made.body = [(kind, fill(kind, value)) for kind, value in body]
    made.save()
    return made


def fill(kind: str, value: object) -> object:
    """Values as the page keeps them."""
    from wagtail.rich_text import RichText

    if kind == "text":
        return RichText(str(value))
    if kind == "action":
        return {"heading": "", "words": "", "page": None} | dict(value)
    return value


def test_parts_are_what_is_public_from_the_issues_day_on(issue) -> None:
    text, stories, dates, action = read_parts(issue)
    assert text["text"] == "Dear all, read (http://localhost:8000/about/)."
    assert [story["title"] for story in stories["stories"]] == ["The <river>"]
    assert [date["title"] for date in dates["dates"]] == ["Meeting <one>"]
    assert action["url"] == "http://localhost:8000/apply/"


def test_parts_with_nothing_in_them_are_left_out(issue) -> None:
    issue.date = datetime.date(2027, 1, 1)
    for story in issue.body[1].value["stories"]:
        story.unpublish()
    issue = type(issue).objects.get(pk=issue.pk)
    issue.date = datetime.date(2027, 1, 1)
    assert [part["kind"] for part in read_parts(issue)] == ["text", "action"]


def test_letter_in_plain_text_is_whole(issue) -> None:
    letter = render_issue(issue)
    assert letter.subject == "Spring news"
    assert letter.text == (
        "Spring news\n\nWhat is new.\n\n"
        "Dear all, read (http://localhost:8000/about/).\n\n"
        "STORIES\n\nThe <river>\nSwum in again.\n"
        "http://localhost:8000/stories/river/\n\n"
        "DATES\nSeventh cohort\n\n"
        "- Tuesday 3 March 2026, 10am: Meeting <one>, Town Hall\n\n"
        "Apply: http://localhost:8000/apply/\n\n--\n"
        "You get this because you asked Leading Together for its newsletter and "
        "confirmed it.\n"
        "Read it in a browser: http://localhost:8000/newsletter/spring-news/\n"
        f"Leave, in one press: {LEAVE}\n"
    )


def test_letter_in_html_escapes_and_says_the_same(issue) -> None:
    html = render_issue(issue).html
    for words in (
        "The &lt;river&gt;",
        "Meeting &lt;one&gt;",
        f'href="{LEAVE}"',
        "http://localhost:8000/newsletter/spring-news/",
        "confirmed it",
    ):
        assert words in html
    assert "<img" not in html
    assert "<script" not in html
