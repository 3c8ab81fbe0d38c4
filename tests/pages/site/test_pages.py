from __future__ import annotations

import datetime as dt
import gc
import io
import re
from typing import Any

import pytest
from django.core.files import File
from PIL import Image
from wagtail.models import PageViewRestriction

from lehc.programmes import invitations
from lehc.programmes.invitations import Invitation, InvitationState
from lehc.programmes.models import Milestone
from lehc.site.actions.planting import plant_site
from lehc.site.models import ContactPage, OrdinaryPage, Picture, StoryIndex, Variant
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import (
    CohortFactory,
    PartnerFactory,
    SessionFactory,
)
from tests.factories.site import (
    AuthorFactory,
    StoryConsentFactory,
    make_story,
    quote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "_sources", [])


def invite(state: InvitationState, words: str) -> Invitation:
    return Invitation(1, state, words, "By Friday.", "Read on", "/there/")


def read(client: Any, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("url", ["/", "/stories/", "/contact/", "/pictures/a.webp"])
def test_a_wrong_verb_is_refused(url: str, home: Any, client: Any) -> None:
    assert client.post(url).status_code == 405


@pytest.mark.parametrize(
    "url",
    [
        "/nowhere/",
        "/stories/none/",
        "/pictures/none.webp",
        "/pictures/../lehc.sqlite3",
        "/pictures/a.svg",
        "/pictures/a.html",
        "/documents/1/none.pdf",
    ],
)
def test_what_is_not_there_is_not_found(url: str, home: Any, client: Any) -> None:
    assert client.get(url).status_code == 404


def test_home_tells_the_story_with_real_counts(
    home: Any, programme: Any, client: Any, no_calls: None
) -> None:
    CohortFactory(
        programme=programme, starts_on=dt.date(2012, 9, 1), ends_on=dt.date(2013, 7, 1)
    )
    CohortFactory(programme=programme)  # still to come: not counted
    CohortFactory(ends_on=dt.date(2027, 3, 1))  # another programme's
    Milestone.objects.create(programme=programme, year=2012, title="The pilot")
    PartnerFactory(programme=programme, organisation__name="Skills for Care")
    page = read(client, "/")
    for words in (
        "A year of learning together.",
        "It began in a town.",
        "People lived shorter lives there.",
        "The pilot",
        "Skills for Care",
        "programme@example.org",
        "The next call for applications will be announced here.",
        "cohort so far",
    ):
        assert words in page


def test_home_has_one_primary_action_the_most_urgent_call(
    home: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = [
        invite(InvitationState.UPCOMING, "Third opens soon"),
        invite(InvitationState.CLOSED, "Second has closed"),
        invite(InvitationState.OPEN, "First is open"),
    ]
    monkeypatch.setattr(invitations, "_sources", [lambda programme: calls])
    page = read(client, "/")
    assert page.index("First is open") < page.index("Third opens soon")
    assert "Second has closed" not in page
    assert page.count("nhsuk-button--key") == 1


def test_a_closed_call_is_still_announced_when_there_is_no_other(
    home: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = invite(InvitationState.CLOSED, "It has closed")
    monkeypatch.setattr(invitations, "_sources", [lambda programme: [call]])
    assert "It has closed" in read(client, "/")


def test_home_asks_the_database_as_often_for_three_of_each_as_for_one(
    home: Any, programme: Any, client: Any, count_queries: Any
) -> None:
    def add_one(year: int) -> None:
        SessionFactory(cohort=CohortFactory(programme=programme))
        PartnerFactory(programme=programme)
        Milestone.objects.create(programme=programme, year=year, title="A year")
        make_story(author=AuthorFactory())

    add_one(2012)
    once = count_queries(client, "/")
    add_one(2013)
    add_one(2014)
    assert count_queries(client, "/") == once


def test_stories_are_listed_newest_first_ten_a_page(home: Any, client: Any) -> None:
    for number in range(1, 13):
        make_story(title=f"Told on {number}", date=dt.date(2026, 1, number))
    first, second = read(client, "/stories/"), read(client, "/stories/?page=2")
    assert first.index("Told on 12") < first.index("Told on 3")
    assert "Told on 2<" not in first
    assert second.index("Told on 2<") < second.index("Told on 1<")
    assert 'href="?page=2"' in first


def test_the_list_of_stories_costs_the_same_for_one_and_three(
    home: Any, client: Any, count_queries: Any
) -> None:
    make_story(author=AuthorFactory())
    once = count_queries(client, "/stories/")
    make_story(author=AuthorFactory())
    make_story(author=AuthorFactory())
    assert count_queries(client, "/stories/") == once


@pytest.mark.parametrize(
    ("url", "most"),
    [("/stories/told/", 6), ("/tag/heard/", 5), ("/tag/heard/feed/", 3), ("/", 13)],
)
def test_a_page_drawn_anew_asks_little(
    url: str, most: int, home: Any, client: Any, count_queries: Any
) -> None:
    make_story(title="Told", tags=("Heard",), author=AuthorFactory())
    assert count_queries(client, url) <= most


def test_a_door_of_wagtails_holds_for_the_pages_below(home: Any) -> None:
    story = make_story(title="Told")
    assert list(story.get_view_restrictions()) == []
    door = PageViewRestriction.objects.create(
        page=story.get_parent(), restriction_type="login"
    )
    assert list(story.get_view_restrictions()) == [door]


def test_a_page_made_private_is_not_there_for_strangers(
    home: Any, client: Any, sign_in: Any
) -> None:
    story = make_story(title="Told")
    door = PageViewRestriction.objects.create(page=story, restriction_type="login")
    assert client.get("/stories/told/").status_code == 404
    assert "Told" in read(sign_in(PersonFactory()), "/stories/told/")
    door.restriction_type, door.password = "password", "open sesame"
    door.save()
    assert client.get("/stories/told/").status_code == 404


def test_a_draft_is_not_public(home: Any, client: Any) -> None:
    story = make_story(title="Not yet", live=False)
    assert client.get(f"/stories/{story.slug}/").status_code == 404
    assert "Not yet" not in read(client, "/stories/")
    assert "Not yet" not in read(client, "/")


def test_a_story_shows_what_it_is_made_of(home: Any, client: Any) -> None:
    body = [
        ("text", "<h2>First</h2><p>They <b>asked</b>.</p>"),
        quote(StoryConsentFactory()),
        (
            "action",
            {"label": "Apply", "address": "/cohorts/", "page": None, "heading": ""},
        ),
        (
            "embed",
            {
                "title": "A film",
                "address": "https://www.youtube.com/watch?v=abcdefghijk",
                "words": "Two people talk.",
            },
        ),
    ]
    story = make_story(tags=("LEHC",), author=AuthorFactory(name="Ada"), body=body)
    page = read(client, story.url)
    for words in (
        "<b>asked</b>",
        "I was at the table.",
        "Amina",
        "Ada",
        'href="/cohorts/"',
        "See it on YouTube",
        "LEHC",
        f'<link rel="canonical" href="http://localhost:8000{story.url}">',
        '<meta name="description" content="In short.">',
    ):
        assert words in page
    assert "<iframe" not in page
    assert 'src="https://www.youtube' not in page


def test_variants_are_shown_when_present(home: Any, client: Any) -> None:
    page = OrdinaryPage(title="What we do", introduction="In full.")
    home.add_child(instance=page)
    assert "Easy Read" not in read(client, page.url)
    for kind, title in (("easy_read", "What we do, simply"), ("welsh", "Beth")):
        page.add_child(instance=Variant(kind=kind, title=title))
    full = read(client, page.url)
    assert 'href="/what-we-do/easy-read/"' in full
    assert 'href="/what-we-do/cymraeg/" lang="cy"' in full
    welsh = read(client, "/what-we-do/cymraeg/")
    assert '<div class="" lang="cy">' in welsh
    assert 'href="/what-we-do/">Full version' in welsh
    assert 'href="/what-we-do/easy-read/"' in welsh


def test_planting_twice_changes_nothing(home: Any) -> None:
    plant_site()
    pages = (StoryIndex.objects.count(), ContactPage.objects.count())
    assert (plant_site().pk, pages) == (home.pk, (1, 1))


def test_a_film_is_fetched_only_when_asked(home: Any, client: Any) -> None:
    def show(address: str) -> str:
        film = {"title": "A film", "address": address, "words": ""}
        story = make_story(body=[("embed", film)])
        return read(client, story.url)

    page = show("https://vimeo.com/12345")
    [button] = re.findall(r"<button[^>]* data-player[^>]*>", page)
    assert 'data-player="https://player.vimeo.com/video/12345?dnt=1"' in button
    assert "hidden" in button
    assert 'href="https://vimeo.com/12345" rel="noreferrer"' in page
    assert "data-player" not in show("https://films.example.org/9")


def test_frames_may_only_be_players(home: Any, client: Any) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    players = "frame-src https://www.youtube-nocookie.com https://player.vimeo.com"
    assert players in policy.split("; ")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_shared_story_brings_its_picture(home: Any, client: Any) -> None:
    file = io.BytesIO()
    Image.new("RGB", (1300, 700), "teal").save(file, "PNG")
    picture = Picture.objects.create(
        title="table", description="Six people at a table", file=File(file, "t.png")
    )
    shown = {"picture": picture.pk, "alternative": "Six people", "kind": "nobody"}
    story = make_story(sharing_picture=picture, body=[("picture", shown)])
    page = read(client, story.url)
    [source] = re.findall(r'<img[^>]* src="([^"]*)"', page)
    assert read_file(client, source)[:4] == b"RIFF"
    [address] = re.findall(r'property="og:image" content="([^"]*)"', page)
    assert address.startswith("http://localhost:8000/pictures/")
    assert 'property="og:image:alt" content="Six people at a table"' in page
    shared = read_file(client, address.removeprefix("http://localhost:8000"))
    with Image.open(io.BytesIO(shared)) as made:
        assert (made.size, made.format) == ((1200, 630), "JPEG")
    assert "og:image" not in read(client, make_story().url)
    gc.collect()  # Wagtail leaves what it drew on to the collector


def read_file(client: Any, url: str) -> bytes:
    answer = client.get(url)
    return b"".join(answer.streaming_content)
