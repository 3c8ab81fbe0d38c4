"""Every address of the old blog leads somewhere, and nothing hidden is given away."""

from __future__ import annotations

import pytest
from django.test import Client

from lehc.site.actions.planting import plant_site
from lehc.site.models import Story, StoryTag
from lehc.site.wordpress.actions import import_blog
from lehc.site.wordpress.addresses import normalise_path, read_file_key
from tests.factories.wordpress import (
    BLOG,
    make_attachment,
    make_author,
    make_category,
    make_item,
    make_tag,
    save_export,
)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", ""),
        ("https://x.org", ""),
        ("https://x.org/?p=1", ""),
        ("https://x.org//A/b/", "a/b"),
        ("https://x.org/%CE%BB/", "λ"),
        ("http://[bad", ""),
    ],
)
def test_addresses_are_compared_by_their_path(address: str, path: str) -> None:
    assert normalise_path(address) == path


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("//x.org/wp-content/uploads/2019/07/River-300x200.JPG", "2019/07/river.jpg"),
        ("//x.files.wordpress.com/2019/07/river.jpg?w=300", "2019/07/river.jpg"),
        ("https://x.org/wp-content/uploads/sites/3/a-scaled.png", "a.png"),
        ("https://x.org/wp-content/uploads/a-e1564000000000.png", "a.png"),
        ("https://x.org/wp-content/uploads/a%20b.png", "a b.png"),
        ("https://x.org/wp-content/uploads/map-12.png", "map-12.png"),
        ("http://[bad", ""),
    ],
)  # fmt: skip
def test_a_file_is_one_in_every_size(address: str, key: str) -> None:
    assert read_file_key(address) == key


@pytest.fixture(scope="module")
def imported(module_database, tmp_path_factory: pytest.TempPathFactory) -> None:
    plant_site()
    page = {"post_type": "page"}
    path = save_export(
        tmp_path_factory.mktemp("blog"),
        make_author("ama", "Ama"),
        make_category("news", "News"),
        make_tag("river", "River"),
        make_tag("%ce%b5%ce%bb%ce%bb", "Ελλ"),
        make_tag("%ce%bb%cf%8c%ce%b3%ce%bf%cf%82", "Λόγος"),
        make_item(1),
        make_item(2, status="draft", post_name="hidden",
                  link=f"{BLOG}/2019/07/03/hidden/"),
        make_item(3, post_name="team", link=f"{BLOG}/team/", **page),
        make_item(4, post_name="desk", link=f"{BLOG}/desk/", **page),
        make_item(5, post_name="%ce%bb%cf%8c%ce%b3%ce%bf%cf%82",
                  link=f"{BLOG}//%ce%bb%cf%8c%ce%b3%ce%bf%cf%82/"),
        make_item(6, title="Old", link=f"{BLOG}/archives/6"),
        make_attachment(9, "a.jpg", post_parent=1, link=f"{BLOG}/post-1/a/"),
    )  # fmt: skip
    import_blog(path=path, by=None)


@pytest.fixture
def blog(imported, db) -> None:
    """The old blog, taken over once for all tests of this file."""


@pytest.mark.usefixtures("blog")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/2019/07/03/post-1/", "/stories/post-1/"),
        ("/2019/07/03/POST-1", "/stories/post-1/"),
        ("/2019/07/03/post-1/feed/", "/stories/post-1/"),
        ("/2019/07/03/post-1/2/", "/stories/post-1/"),
        ("/2019/07/03/post-1/comment-page-2/", "/stories/post-1/"),
        ("/2019/07/03/post-1/amp/", "/stories/post-1/"),
        ("/?p=1", "/stories/post-1/"),
        ("/?page_id=3", "/team/"),
        ("/?attachment_id=9", "/stories/post-1/"),
        ("/post-1/a/", "/stories/post-1/"),
        ("/λόγος/", "/stories/logos/"),
        ("/archives/6", "/stories/post-6/"),
    ],
)
def test_posts_and_pages_are_found(client: Client, old: str, new: str) -> None:
    response = client.get(old)
    assert (response.status_code, response.get("Location")) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.usefixtures("blog")
@pytest.mark.parametrize(
    "old",
    [
        *("/category/news/", "/category/above/news/", "/category/news/feed/"),
        *("/tag/river/", "/tag/river/feed/", "/author/ama/", "/?author_name=ama"),
        *("/2019/", "/2019/07/", "/2019/07/03/", "/?m=201907", "/?m=2019"),
        *("/feed/", "/feed/atom/", "/comments/feed/", "/?feed=rss2", "/?tag=river"),
        *(
            "/tag/%ce%b5%ce%bb%ce%bb/",
            "/?s=river",
            "/page/2/",
            "/team/",
            "/desk/",
            "/?paged=2",
        ),
    ],
)
def test_archives_and_feeds_are_answered(client: Client, old: str) -> None:
    response = client.get(old)
    if response.status_code != 200:
        assert response.status_code in {301, 302}
        response = client.get(response["Location"])
    assert response.status_code == 200


@pytest.mark.usefixtures("blog")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/page/2/", "/stories/?page=2"),
        ("/?paged=2", "/stories/?page=2"),
        ("/?paged=x", "/stories/"),
        ("/category/news/page/3/", "/tag/news/?page=3"),
        ("/?tag=river&paged=2", "/tag/river/?page=2"),
        ("/tag/%ce%bb%cf%8c%ce%b3%ce%bf%cf%82/", "/tag/logos/"),
        ("/tag/%ce%b5%ce%bb%ce%bb/feed/", "/tag/ell/feed/"),
        ("/author/ama/feed/", "/feed/"),
        ("/?s=a+river", "/search/?q=a+river"),
    ],
)
def test_lists_are_led_to_their_own_page(client: Client, old: str, new: str) -> None:
    with_tags = Story.objects.get(slug="post-1")
    with_tags.tags.add(*StoryTag.objects.all())
    with_tags.save()
    response = client.get(old)
    assert (response.status_code, response.get("Location")) == (301, new)


@pytest.mark.usefixtures("blog")
def test_slashes_at_the_start_lead_nowhere_else(client: Client) -> None:
    response = client.get("/", PATH_INFO="//λόγος/".encode().decode("latin-1"))
    assert (response.status_code, response.get("Location")) == (301, "/stories/logos/")
    response = client.get("/", PATH_INFO="//evil.example/page/2/")
    assert response.status_code == 404


@pytest.mark.usefixtures("blog")
@pytest.mark.parametrize(
    "address",
    [
        *("/2019/07/03/hidden/", "/never/", "/category/never/", "/wp-admin/"),
        *("/wp-content/uploads/never.jpg", "/2019/07/03/never/", "/tag/never/"),
    ],
)
def test_what_is_hidden_or_never_was_is_not_found(client: Client, address) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("blog")
def test_first_page_stays_the_first_page(client: Client) -> None:
    for address in ("/?p=2", "/?p=999", "/?p=x", "/?cat=999", "/?author=x", "/?m="):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("blog")
def test_an_old_address_follows_a_page_that_moves_and_one_that_is_hidden(client):
    story = Story.objects.get(slug="post-1")
    story.slug = "moved"
    story.save()
    assert client.get("/2019/07/03/post-1/")["Location"] == "/stories/moved/"
    story.unpublish()
    assert client.get("/2019/07/03/post-1/").status_code == 404


@pytest.mark.usefixtures("blog")
def test_only_reading_is_led_on(client: Client) -> None:
    assert client.post("/2019/07/03/post-1/").status_code == 404
    assert client.head("/2019/07/03/post-1/").status_code == 301
