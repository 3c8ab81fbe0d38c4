"""Pages kept whole: who gets them, who never does, and when they are thrown away."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.site.caching import KEEP_SECONDS, LOOK_SECONDS, MOST_PAGES, PageStore, store
from lehc.site.models import SiteVersion, read_site_version, renew_site
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, RoleGrantFactory
from tests.factories.recruitment import FormVersionFactory
from tests.factories.site import make_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_are_kept(settings: Any) -> None:
    settings.KEEPS_PAGES = True


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Runs what waits for the commit; then half a second has gone by."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def wait(seconds: float = LOOK_SECONDS) -> None:
    store.looked_at -= seconds


@pytest.mark.parametrize(
    "url", ["/", "/stories/", "/stories/told/", "/tag/lehc/", "/feed/"]
)
def test_the_second_visitor_costs_no_query(
    url: str, home: Any, client: Any, count_queries: Any
) -> None:
    make_story(title="Told", tags=("LEHC",))
    first = client.get(url)
    assert count_queries(client, url) == 0
    again = client.get(url)
    assert again.content == first.content
    assert dict(again.items()) == dict(first.items())


def test_who_asks_for_the_head_gets_what_is_kept(
    home: Any, client: Any, django_assert_num_queries: Any
) -> None:
    client.head("/")
    assert not store.pages
    kept = client.get("/")
    with django_assert_num_queries(0):
        answer = client.head("/")
    assert answer.content == b""
    assert dict(answer.items()) == dict(kept.items())


def test_proxies_and_browsers_are_told(home: Any, client: Any) -> None:
    answer = client.get("/")
    assert answer["Cache-Control"] == (
        "public, max-age=0, s-maxage=1, stale-if-error=600"
    )
    assert {"Cookie", "Accept-Encoding"} <= {
        word.strip() for word in answer["Vary"].split(",")
    }
    unchanged = client.get("/", headers={"If-None-Match": answer["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged["ETag"] == answer["ETag"]


def test_a_browser_that_can_unpack_gets_it_packed(home: Any, client: Any) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]


def test_a_published_change_shows_within_a_second(
    home: Any, client: Any, after_commit: Any
) -> None:
    story = make_story(title="Told")
    assert "Told" in client.get("/stories/").content.decode()
    with after_commit():
        story.title = "Told anew"
        story.save_revision().publish()
    wait()
    for url in ("/stories/", "/stories/told/", "/", "/feed/"):
        assert "Told anew" in client.get(url).content.decode()


def test_a_page_taken_down_or_deleted_is_gone(
    home: Any, client: Any, after_commit: Any
) -> None:
    one, two = make_story(title="One"), make_story(title="Two")
    for url in ("/stories/one/", "/stories/two/"):
        assert client.get(url).status_code == 200
    with after_commit():
        one.unpublish()
        two.delete()
    wait()
    for url in ("/stories/one/", "/stories/two/"):
        assert client.get(url).status_code == 404


def test_nobody_gets_a_signed_in_persons_page(home: Any, client_factory: Any) -> None:
    person = PersonFactory(name="Somebody Particular")
    own, visitor = client_factory(), client_factory()
    own.force_login(
        person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = own.get("/")
    assert "Somebody Particular" in page.content.decode()
    assert page["Cache-Control"] == "private, no-cache"
    assert not store.pages
    assert "Somebody Particular" not in visitor.get("/").content.decode()
    assert "Somebody Particular" in own.get("/").content.decode()


@pytest.mark.parametrize(
    "url", ["/account/sign-in/", "/?q=1", "/nowhere/", "/tag/none/", "/health/"]
)
def test_other_pages_are_never_kept(url: str, home: Any, client: Any) -> None:
    client.get(url)
    assert not store.pages


def test_pages_drawn_into_another_page_are_not_kept(home: Any, client: Any) -> None:
    client.get("/", headers={"HX-Request": "true"})
    assert not store.pages


def test_what_the_team_does_throws_kept_pages_away(
    home: Any, programme: Any, sign_in: Any, after_commit: Any
) -> None:
    lead = RoleGrantFactory(programme=programme, role=Role.LEAD).person
    before = read_site_version()
    with after_commit():
        sign_in(lead).post("/account/sign-out/")
    assert read_site_version() == before  # signed out by then
    with after_commit():
        sign_in(lead).post("/nowhere/")
    assert read_site_version() == before + 1
    with after_commit():
        sign_in(PersonFactory()).post("/nowhere/")
    assert read_site_version() == before + 1


def test_the_version_counts_from_nothing(after_commit: Any) -> None:
    SiteVersion.objects.all().delete()
    assert read_site_version() == 0
    with after_commit():
        renew_site()
    assert read_site_version() == 1


def test_a_page_is_drawn_anew_after_a_minute(home: Any, client: Any) -> None:
    client.get("/")
    [(key, page)] = store.pages.items()
    assert store.find(key) is page
    later = PageStore(clock=lambda: page.until + 1)
    later.pages[key] = page
    assert later.find(key) is None
    assert page.until - store.clock() <= KEEP_SECONDS


def test_only_so_many_pages_are_kept(home: Any, client: Any) -> None:
    answer = client.get("/")
    own = PageStore()
    for number in range(MOST_PAGES + 5):
        own.keep(str(number), answer, 1)
    assert (len(own.pages), "4" in own.pages, "5" in own.pages) == (
        MOST_PAGES,
        False,
        True,
    )


def test_pages_of_places_flyers_and_conversations_are_kept(
    home: Any, client: Any, count_queries: Any
) -> None:
    call = FormVersionFactory(published_at=timezone.now()).call
    url = f"/cohorts/{call.cohort.slug}/flyer/"
    for address in (url, "/places/", "/conversations/", "/contact/", "/cookies/"):
        client.get(address)
        assert count_queries(client, address) == 0, address


def test_a_page_with_a_form_is_never_kept(home: Any, client_factory: Any) -> None:
    one, other = (client_factory().get("/ask/") for _ in range(2))
    assert one.content != other.content  # each carries its visitor's own token
    assert store.pages == {}


def test_a_voter_gets_no_kept_page(home: Any, client: Any) -> None:
    client.get("/conversations/")
    client.cookies["lehc_voice"] = "somebody"
    answer = client.get("/conversations/")
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("role", "counts_up"),
    [
        (Role.LEAD, 1),
        (Role.EDITOR, 1),
        (Role.CO_PRODUCER, 1),
        (Role.FACILITATOR, 1),
        (Role.BACKER, 0),
        (Role.PARTICIPANT, 0),
    ],
)
def test_what_those_send_who_change_public_pages_renews_them(
    role: Role,
    counts_up: int,
    home: Any,
    programme: Any,
    sign_in: Any,
    after_commit: Any,
) -> None:
    cohort = CohortFactory(programme=programme) if role == Role.PARTICIPANT else None
    person = RoleGrantFactory(programme=programme, role=role, cohort=cohort).person
    before = read_site_version()
    with after_commit():
        sign_in(person).post("/account/tell-need/")
    assert read_site_version() == before + counts_up


def test_what_a_voter_takes_back_leaves_at_once(
    home: Any, client: Any, after_commit: Any
) -> None:
    before = read_site_version()
    with after_commit():
        client.post("/conversations/nowhere/withdraw/")
    assert read_site_version() == before + 1
