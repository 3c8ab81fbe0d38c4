from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from lehc.site.actions.consents import withdraw_consent
from lehc.site.finding import read_question
from lehc.site.models import (
    OrdinaryPage,
    SearchText,
    StoryTag,
    Variant,
    fill_search,
)
from tests.factories.places import AreaFactory
from tests.factories.site import (
    AuthorFactory,
    StoryConsentFactory,
    make_story,
    quote,
)

pytestmark = pytest.mark.django_db


def search(client: Any, words: str, page: int = 1) -> str:
    answer = client.get("/search/", {"q": words, "page": page})
    assert answer.status_code == 200
    return answer.content.decode()


def titles(page: str) -> list[str]:
    found = re.findall(r'lehc-summary__heading"><a [^>]*>(.*?)</a>', page)
    return [html.unescape(re.sub("</?mark>", "", title)) for title in found]


def extracts(page: str) -> list[str]:
    return re.findall(r"</p>\s*<p>(.*?)</p>\s*</article>", page, re.DOTALL)


@pytest.fixture
def story(home: Any) -> Any:
    return make_story(
        title="A kitchen table",
        introduction="She was helping neighbours.",
        date=dt.date(2026, 3, 5),
        author=AuthorFactory(name="Ada Lovell"),
        place=AreaFactory(name="Swindon"),
        tags=("Front doors",),
        body=[("text", "<p>They <b>wrote</b> &amp; met by the <i>river</i>.</p>")],
    )


@pytest.mark.parametrize("words", ["help", "helps", "HELPED", "neighbour help"])
def test_a_word_is_found_in_any_form_and_shown(
    words: str, story: Any, client: Any
) -> None:
    page = search(client, words)
    assert titles(page) == ["A kitchen table"]
    assert "<mark>helping</mark>" in page
    assert "1 page has" in page
    assert "Story, <time" in page


@pytest.mark.parametrize(
    "words", ["Lovell", "swindon", "front door", "kitchens", "rivers", "“by the river”"]
)
def test_names_titles_and_phrases_are_found(
    words: str, story: Any, client: Any
) -> None:
    assert titles(search(client, words)) == ["A kitchen table"]


def test_a_match_is_shown_in_plain_words(story: Any, client: Any) -> None:
    [shown] = extracts(search(client, "river"))
    words = "helping neighbours. They wrote &amp; met by the <mark>river</mark>"
    assert words in shown


def test_words_that_stand_apart_are_no_phrase(story: Any, client: Any) -> None:
    page = search(client, '"river wrote"')
    assert titles(page) == []
    assert "Nothing found" in page


def test_a_title_counts_more_than_a_text(home: Any, client: Any) -> None:
    make_story(title="A rota", introduction="The garden. A garden, our garden.")
    make_story(title="The garden", introduction="A rota.")
    assert titles(search(client, "gardens")) == ["The garden", "A rota"]


def test_some_of_the_words_will_do_when_no_page_has_all(
    story: Any, client: Any
) -> None:
    page = search(client, "kitchen zebra")
    assert titles(page) == ["A kitchen table"]
    assert "No page has all of “kitchen zebra”. 1 has some of it." in page


def test_marks_on_letters_do_not_matter(home: Any, client: Any) -> None:
    make_story(title="Tŷ bach", introduction="The café in Llanfairpwllgwyngyll.")
    for words in ("ty", "tŷ", "CAFE", "café"):
        assert titles(search(client, words)) == ["Tŷ bach"], words


@pytest.mark.parametrize(
    "words",
    ['"', "a OR", "NOT", "title:x", "*", "^a", "'", "(", "%s", "-", "NEAR("],
)
def test_signs_of_the_database_mean_nothing(
    words: str, story: Any, client: Any
) -> None:
    assert "<h1" in search(client, words)


def test_nothing_asked_is_a_page_with_a_field(home: Any, client: Any) -> None:
    for url in ("/search/", "/search/?q=", "/search/?q=+", "/search/?q=a&page=x"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert 'type="search"' in answer.content.decode()
        assert answer["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert client.post("/search/").status_code == 405


def test_what_somebody_asks_is_never_markup(story: Any, client: Any) -> None:
    page = search(client, "<script>alert(1)</script> kitchen")
    assert "<script>alert" not in page
    make_story(title="<b>Bold</b> & kitchen", introduction="1 < 2 kitchen")
    page = search(client, "kitchen bold")
    assert "&lt;b&gt;<mark>Bold</mark>&lt;/b&gt; &amp; <mark>kitchen</mark>" in page


def test_long_questions_are_cut(home: Any, client: Any) -> None:
    assert read_question("word " * 100).parts == ("word",) * 12
    assert read_question("“a b” 'c' d’e f_g").parts == ("a b", "c", "d'e", "f", "g")
    search(client, "x" * 5000)


def test_a_draft_is_never_found(home: Any, client: Any) -> None:
    make_story(title="Secret river", live=False)
    story = make_story(title="Public brook")
    story.title, story.introduction = "Hidden stream", "Hidden lake"
    story.save_revision()
    for words in ("secret", "river", "hidden", "stream", "lake"):
        assert titles(search(client, words)) == [], words
    assert titles(search(client, "brook")) == ["Public brook"]


def test_publishing_and_taking_down_show_at_once(home: Any, client: Any) -> None:
    story = make_story(title="Public brook")
    story.title = "Wide stream"
    story.save_revision().publish()
    assert titles(search(client, "brook")) == []
    assert titles(search(client, "streams")) == ["Wide stream"]
    story.refresh_from_db()
    story.unpublish()
    assert titles(search(client, "streams")) == []
    assert not SearchText.objects.filter(title="Wide stream").exists()
    story.save_revision().publish()
    assert titles(search(client, "streams")) == ["Wide stream"]
    story.delete()
    assert titles(search(client, "streams")) == []


def test_a_page_behind_a_door_is_not_found(home: Any, client: Any) -> None:
    page = home.add_child(instance=OrdinaryPage(title="Rooms", slug="rooms"))
    assert titles(search(client, "rooms")) == ["Rooms"]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert titles(search(client, "rooms")) == []


def test_versions_of_a_page_are_found(home: Any, client: Any) -> None:
    page = home.add_child(instance=OrdinaryPage(title="Rooms", slug="rooms"))
    page.add_child(instance=Variant(title="Ystafelloedd", kind="welsh"))
    page = search(client, "ystafelloedd")
    assert titles(page) == ["Ystafelloedd"]
    assert 'href="/rooms/cymraeg/"' in page


def test_words_taken_back_are_not_found(home: Any, client: Any, editor: Any) -> None:
    consent = StoryConsentFactory()
    make_story(title="Told", body=[quote(consent, words="My unusual marmalade.")])
    make_story(title="Untold", body=[quote(None, words="Unasked marmalade.")])
    assert titles(search(client, "marmalade")) == ["Told"]
    withdraw_consent(consent=consent, by=editor)
    assert titles(search(client, "marmalade")) == []


def test_a_new_name_of_a_tag_or_author_is_found(story: Any, client: Any) -> None:
    tag = StoryTag.objects.get(name="Front doors")
    tag.name = "Thresholds"
    tag.save()
    story.author.name = "Grace Hopper"
    story.author.save()
    for words, found in (("front doors", 0), ("threshold", 1), ("Hopper", 1)):
        assert len(titles(search(client, words))) == found, words


def test_pages_from_before_the_search_are_filled_in(story: Any, client: Any) -> None:
    SearchText.objects.all().delete()
    assert titles(search(client, "kitchen")) == []
    fill_search()
    assert titles(search(client, "kitchen")) == ["A kitchen table"]


def test_ten_a_page_and_the_words_kept_in_links(home: Any, client: Any) -> None:
    for number in range(12):
        make_story(title=f"River {number}")
    first, second = search(client, "river"), search(client, "river", page=2)
    assert len(titles(first)) == 10
    assert len(titles(second)) == 2
    assert set(titles(first)).isdisjoint(titles(second))
    assert 'href="?q=river&amp;page=2"' in first
    assert "12 pages have" in first


def test_more_found_asks_no_more(home: Any, client: Any, count_queries: Any) -> None:
    counts = []
    for more in (1, 2, 7):
        for _ in range(more):
            make_story(introduction="A river.", author=AuthorFactory())
        counts.append(count_queries(client, "/search/?q=river"))
    assert len(set(counts)) == 1, counts


def test_every_page_offers_the_search(home: Any, client: Any) -> None:
    page = client.get("/stories/").content.decode()
    assert 'action="/search/"' in page
    assert '<label class="nhsuk-u-visually-hidden" for="seek">' in page
