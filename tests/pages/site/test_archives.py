from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import feedparser
import pytest
from lxml import etree
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from lehc.programmes.models import Programme
from lehc.site.models import StoryTag
from tests.factories.conversations import ConversationFactory, open_conversation
from tests.factories.places import AreaFactory
from tests.factories.programmes import CohortFactory
from tests.factories.site import (
    AuthorFactory,
    StoryConsentFactory,
    make_story,
    quote,
)

pytestmark = pytest.mark.django_db


def read(client: Any, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'lehc-summary__heading"><a [^>]*>([^<]*)<', page)


def test_a_tag_gathers_its_stories_newest_first(home: Any, client: Any) -> None:
    for number in range(1, 13):
        date = dt.date(2026, 1, number)
        make_story(title=f"Told on {number}", date=date, tags=("LEHC",))
    make_story(title="Elsewhere", tags=("Other",))
    make_story(title="A draft", tags=("LEHC",), live=False)
    first, second = read(client, "/tag/lehc/"), read(client, "/tag/lehc/?page=2")
    assert titles(first) == [f"Told on {number}" for number in range(12, 2, -1)]
    assert titles(second) == ["Told on 2", "Told on 1"]
    assert 'href="?page=2"' in first
    assert '<link rel="canonical" href="http://localhost:8000/tag/lehc/">' in first
    assert "http://localhost:8000/tag/lehc/?page=2" in second
    assert client.get("/tag/lehc/page/2/").url == "/tag/lehc/?page=2"


@pytest.mark.parametrize("shows_full", [True, False])
def test_a_tag_shows_stories_as_its_editor_sets(
    shows_full: bool, home: Any, client: Any
) -> None:
    make_story(tags=("LEHC",), body=[("text", "<p>All of it.</p>")])
    StoryTag.objects.update(shows_full=shows_full, introduction="What we share.")
    page = read(client, "/tag/lehc/")
    assert "What we share." in page
    assert ("All of it." in page) is shows_full


def test_a_story_without_introduction_is_summed_up_all_the_same(
    home: Any, client: Any
) -> None:
    make_story(introduction="", search_description="Its first words…", tags=("LEHC",))
    for url in ("/tag/lehc/", "/stories/"):
        assert "<p>Its first words…</p>" in read(client, url)


@pytest.mark.parametrize(
    ("is_group", "kind"), [(False, "Person"), (True, "Organization")]
)
def test_an_archive_speaks_to_search_engines(
    is_group: bool, kind: str, home: Any, client: Any
) -> None:
    author = AuthorFactory(name="Ada", slug="ada", is_group=is_group)
    make_story(title="Told", tags=("LEHC",), author=author, date=dt.date(2026, 1, 5))
    page = read(client, "/tag/lehc/")
    [said] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    [blog] = json.loads(said)["@graph"]
    [post] = blog["blogPost"]
    assert {name: post[name] for name in ("@type", "headline", "datePublished")} == {
        "@type": "BlogPosting",
        "headline": "Told",
        "datePublished": "2026-01-05",
    }
    assert post["author"] == {
        "@type": kind,
        "name": "Ada",
        "url": "http://localhost:8000/author/ada/",
    }
    assert '<meta property="og:title" content="LEHC">' in page
    assert "<title>Stories: LEHC – LT</title>" in page
    assert '<meta name="description" content="Stories: LEHC.">' in page


def test_stories_by_author_month_and_place(home: Any, client: Any) -> None:
    place = AreaFactory(name="Reading")
    author = AuthorFactory(name="Ada", slug="ada")
    facts: dict[str, Any] = {"author": author, "place": place}
    make_story(title="Here", date=dt.date(2026, 1, 5), **facts)
    make_story(title="There", date=dt.date(2026, 2, 5))
    assert titles(read(client, "/author/ada/")) == ["Here"]
    assert titles(read(client, "/2026/02/")) == ["There"]
    assert titles(read(client, "/2026/01/")) == ["Here"]
    assert titles(read(client, f"/stories/place/{place.code}/")) == ["Here"]


def test_a_place_that_was_drawn_twice_has_one_archive(home: Any, client: Any) -> None:
    AreaFactory(name="Reading, as it was", code="E06000038", vintage=2011)
    now = AreaFactory(name="Reading", code="E06000038", vintage=2021)
    make_story(title="Here", place=now)
    page = read(client, "/stories/place/E06000038/")
    assert titles(page) == ["Here"]
    assert "Stories from Reading</h1>" in page


def test_a_places_page_leads_to_its_stories(home: Any, client: Any) -> None:
    place, quiet = AreaFactory(name="Reading"), AreaFactory(name="Slough")
    make_story(place=place, live=False)
    link = f'<a href="/stories/place/{place.code}/">%s</a>'
    assert "The programme in" not in read(client, f"/places/{place.code}/")
    make_story(place=place)
    assert link % "story from here" in read(client, f"/places/{place.code}/")
    make_story(place=place)
    assert link % "stories from here" in read(client, f"/places/{place.code}/")
    assert "The programme in" not in read(client, f"/places/{quiet.code}/")


@pytest.mark.parametrize(
    "url",
    [
        "/tag/none/",
        "/tag/none/feed/",
        "/author/none/",
        "/2026/13/",
        "/2026/3/",
        "/0/1/",
        "/0000/01/",
        "/99999999999999999999/01/",
        "/stories/place/E00000000/",
    ],
)
def test_an_archive_of_nothing_is_not_there(url: str, home: Any, client: Any) -> None:
    make_story(date=dt.date(2026, 1, 5))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("/feed/", "rss20"),
        ("/feed/atom/", "atom10"),
        ("/tag/lehc/feed/", "rss20"),
        ("/tag/lehc/feed/atom/", "atom10"),
    ],
)
def test_feeds_are_valid(url: str, kind: str, home: Any, client: Any) -> None:
    make_story(
        title="Told & heard",
        tags=("LEHC",),
        author=AuthorFactory(name="Ada"),
        date=dt.date(2026, 1, 5),
    )
    [whole] = client.get(url)  # in one piece
    feed = feedparser.parse(whole)
    [entry] = feed.entries
    assert (feed.bozo, feed.version) == (False, kind)
    assert (entry.title, entry.summary, entry.link) == (
        "Told & heard",
        "In short.",
        "http://localhost:8000/stories/told-heard/",
    )
    assert entry.published_parsed[:3] == (2026, 1, 5)


def test_the_sitemap_lists_what_is_public(home: Any, client: Any) -> None:
    make_story(title="Told", tags=("LEHC",))
    make_story(title="A draft", live=False)
    tree = etree.fromstring(client.get("/sitemap.xml").content)
    places = tree.xpath("//*[local-name()='loc']/text()")
    assert {"http://localhost:8000" + path for path in ("/", "/stories/told/")} <= set(
        places
    )
    assert "http://localhost:8000/tag/lehc/" in places
    assert not [place for place in places if "draft" in place]
    assert "Sitemap: http://localhost:8000/sitemap.xml" in read(client, "/robots.txt")


def test_archives_cost_the_same_for_one_and_three(
    home: Any, client: Any, count_queries: Any
) -> None:
    def add_one() -> None:
        make_story(
            tags=("LEHC",),
            author=AuthorFactory(),
            place=AreaFactory(),
            body=[quote(StoryConsentFactory())],
        )

    def measure() -> list[int]:
        urls = ("/tag/lehc/", "/tag/lehc/feed/", "/sitemap.xml")
        return [count_queries(client, url) for url in urls]

    add_one()
    StoryTag.objects.update(shows_full=True)
    once = measure()
    add_one()
    add_one()
    assert measure() == once


def test_a_month_has_one_address(home: Any, client: Any) -> None:
    make_story(title="Told", date=dt.date(2026, 1, 5))
    answer = client.get("/2026/1/")
    assert (answer.status_code, answer.url) == (301, "/2026/01/")
    assert client.get("/2026/1/?page=2").url == "/2026/01/?page=2"
    for page in (read(client, "/stories/told/"), read(client, "/stories/")):
        assert 'href="/2026/01/"' in page


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Cafés", "cafes"), ("Ŵyl", "wyl"), ("Ελλάς", "ellas"), ("!!!", "tag")],
)
def test_a_tag_in_any_letters_has_an_address(
    name: str, slug: str, home: Any, client: Any
) -> None:
    make_story(title="Told", tags=(name,))
    assert StoryTag.objects.get().slug == slug
    for page in ("/stories/told/", "/stories/", "/sitemap.xml"):
        assert f"/tag/{slug}/" in read(client, page)
    assert titles(read(client, f"/tag/{slug}/")) == ["Told"]


def test_a_tags_earlier_address_leads_on(home: Any, client: Any) -> None:
    make_story(title="Told", tags=("Front doors",))
    tag = StoryTag.objects.get()
    for slug in ("porches", "stoops"):
        tag.slug = slug
        tag.save()
    for part in ("", "feed/", "feed/atom/"):
        for old in ("front-doors", "porches"):
            answer = client.get(f"/tag/{old}/{part}", follow=True)
            assert answer.redirect_chain[-1] == (f"/tag/stoops/{part}", 301)
            assert answer.status_code == 200
    links = Redirect.objects.values_list("redirect_link", flat=True)
    assert set(links) == {"/tag/stoops/" + part for part in ("", "feed/", "feed/atom/")}
    make_story(title="Others", tags=("Porches",))  # taken again: it wins
    assert titles(read(client, "/tag/porches/")) == ["Others"]


def test_the_sitemap_lists_what_the_product_shows(home: Any, client: Any) -> None:
    cohort = CohortFactory(programme=Programme.objects.get())
    ConversationFactory(slug="drafted")
    open_conversation(slug="streets")
    page = read(client, "/sitemap.xml")
    talks = ("/conversations/", "/conversations/streets/")
    for path in (f"/cohorts/{cohort.slug}/", "/places/", *talks):
        assert f"<loc>http://localhost:8000{path}</loc>" in page
    assert "drafted" not in page


def test_what_only_hidden_stories_have_is_named_nowhere(home: Any, client: Any) -> None:
    make_story(tags=("Heard",), author=AuthorFactory(slug="ada"))
    hidden = make_story(
        tags=("Heard", "Whispered"),
        author=AuthorFactory(slug="eve"),
        date=dt.date(2020, 3, 5),
    )
    way_in = re.compile(r"/(?:tag|author)/[a-z]+/|/2020/03/")
    pages = ("/stories/", "/sitemap.xml")
    shown = [set(way_in.findall(read(client, page))) for page in pages]
    tags = {"/tag/heard/", "/tag/whispered/"}
    assert shown == [tags | {"/author/ada/", "/author/eve/", "/2020/03/"}, tags]
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    shown = [set(way_in.findall(read(client, page))) for page in pages]
    assert shown == [{"/tag/heard/", "/author/ada/"}, {"/tag/heard/"}]


def test_a_tag_renamed_back_or_deleted_leads_nowhere(home: Any, client: Any) -> None:
    story = make_story(title="Told", tags=("Porches",))
    tag = StoryTag.objects.get()
    for slug in ("stoops", "porches"):
        tag.slug = slug
        tag.save()
    assert client.get("/tag/stoops/").url == "/tag/porches/"
    assert client.get("/tag/stoops/feed/").url == "/tag/porches/feed/"
    story.unpublish()
    for address in ("/tag/porches/", "/tag/stoops/", "/tag/stoops/feed/"):
        assert client.get(address).status_code == 404
    tag.delete()
    assert client.get("/tag/stoops/").status_code == 404


def test_months_stand_under_their_years(home: Any, client: Any) -> None:
    for day in (dt.date(2020, 3, 5), dt.date(2019, 12, 1), dt.date(2020, 1, 9)):
        make_story(date=day)
    page = read(client, "/stories/")
    listed = page[page.index("By month") :]
    assert re.findall(r">(\d{4})</h3>|/(\d{4}/\d\d)/", listed) == [
        ("2020", ""),
        ("", "2020/03"),
        ("", "2020/01"),
        ("2019", ""),
        ("", "2019/12"),
    ]


def test_a_long_name_in_other_letters_has_a_slug_that_fits(home: Any) -> None:
    tags = [StoryTag.objects.create(name="北" * 99 + end) for end in "京南"]
    assert [tag.slug for tag in tags] == [("bei" * 30), ("bei" * 30) + "_1"]


def test_an_address_before_leads_to_a_story_only_while_it_is_there(
    home: Any, client: Any
) -> None:
    story = make_story(slug="told")
    Redirect.add_redirect("/stories/tol/", redirect_to=story)
    answer = client.get("/stories/tol/")
    assert (answer.status_code, answer.url) == (301, "/stories/told/")
    story.unpublish()
    assert client.get("/stories/tol/").status_code == 404


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("/old", "/old/"),
        ("/old?p=1&q=2", "/old/?q=2&p=1"),
        ("/old", "/old/?utm_source=letter"),
        ("/café", "/caf%C3%A9/"),
        ("/caf%C3%A9", "/café/"),
    ],
)
def test_an_editors_redirect_answers_however_it_is_asked(
    home: Any, client: Any, kept: str, asked: str
) -> None:
    Redirect.objects.create(old_path=kept, redirect_link="/dates/")
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/dates/")


def test_what_never_was_here_takes_few_questions(
    home: Any, client: Any, django_assert_num_queries: Any
) -> None:
    Redirect.objects.create(old_path="/old", redirect_link="/dates/")
    with django_assert_num_queries(5):
        assert client.get("/nothing/").status_code == 404
