"""A blog taken over: once, whole, and with every state as it was."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from lehc.audit.models import AuditEvent
from lehc.site.actions.planting import plant_site
from lehc.site.models import Author, OrdinaryPage, Picture, Story, StoryTag
from lehc.site.wordpress import actions
from lehc.site.wordpress.actions import import_blog
from lehc.site.wordpress.faults import UnreadableFileError
from lehc.site.wordpress.importing.report import Fate, Report, write_report
from lehc.site.wordpress.importing.wishes import Wishes
from lehc.site.wordpress.models import OldBlog, OldComment, OldItem, OldName
from tests.factories.accounts import PersonFactory
from tests.factories.wordpress import (
    BLOG,
    make_attachment,
    make_author,
    make_category,
    make_comment,
    make_export,
    make_item,
    make_meta,
    make_tag,
    make_term,
    save_export,
)

pytestmark = pytest.mark.django_db
YEAR = datetime.timedelta(days=365)


@pytest.fixture(scope="module", autouse=True)
def _pages(module_database: None) -> None:
    plant_site()


@pytest.fixture
def take(tmp_path: Path) -> Any:
    """Take over what these parts make; called again, a newer file of the same blog."""

    def take_over(*parts: str, **wishes: Any) -> Report:
        path = save_export(tmp_path, *parts)
        return import_blog(path=path, by=None, wishes=Wishes(**wishes))

    return take_over


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    """A copy of WordPress's uploads with one picture in two sizes."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    folder = tmp_path / "uploads" / "2019" / "07"
    folder.mkdir(parents=True)
    Image.new("RGB", (60, 40), "teal").save(folder / "river.jpg")
    Image.new("RGB", (30, 20), "teal").save(folder / "river-300x200.jpg")
    (folder / "notes.pdf").write_bytes(b"%PDF-1.4")
    (folder / "bad.jpg").write_bytes(b"<script>")
    (folder / "run.php").write_bytes(b"<?php")
    return tmp_path / "uploads"


def test_a_post_becomes_a_story(take) -> None:
    report = take(
        make_author("ama", "Ama Boateng"),
        make_category("news", "News"),
        make_tag("river", "The river"),
        make_item(
            7,
            "One\n\n<blockquote>Two<cite>Bea</cite></blockquote>",
            make_term("category", "news", "News") + make_term("post_tag", "river", "R"),
            title="Tide &amp; <em>time</em>",
            excerpt="In <b>short</b>",
        ),
    )
    story = Story.objects.get()
    assert (story.title, story.slug, story.live) == ("Tide & time", "post-7", True)
    assert (story.introduction, story.date) == ("In short", datetime.date(2019, 7, 3))
    assert (str(story.author), story.url) == ("Ama Boateng", "/stories/post-7/")
    assert sorted(str(tag) for tag in story.tags.all()) == ["News", "The river"]
    assert story.first_published_at.isoformat() == "2019-07-03T08:30:00+00:00"
    blocks = [(b.block_type, b.get_prep_value()["value"]) for b in story.body]
    assert blocks == [
        ("text", "<p>One</p>"),
        (
            "quotation",
            {
                "words": "Two",
                "attribution": "Bea",
                "kind": "earlier",
                "consent": None,
                "source": "",
            },
        ),
    ]
    assert (report.total(), report.total(Fate.TAKEN)) == (1, 1)
    event = AuditEvent.objects.get(action="wordpress.import")
    assert event.facts == {"taken": 1, "here": 0, "left": 0}


FUTURE = (timezone.now() + YEAR).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("facts", "is_live", "is_scheduled"),
    [
        ({"status": "publish"}, True, False),
        ({"status": "draft", "post_date_gmt": "0000-00-00 00:00:00"}, False, False),
        ({"status": "pending"}, False, False),
        ({"status": "private"}, False, False),
        ({"status": "publish", "post_password": "x"}, False, False),
        ({"status": "odd"}, False, False),
        (
            {"status": "future", "post_date": FUTURE, "post_date_gmt": FUTURE},
            False,
            True,
        ),
        ({"status": "future"}, True, False),  # its time has passed meanwhile
    ],
)
def test_everything_is_as_public_as_it_was_to_be(
    take, facts, is_live, is_scheduled
) -> None:
    take(make_item(1, "Words", **facts))
    story = Story.objects.get()
    assert (story.live, bool(story.go_live_at)) == (is_live, is_scheduled)
    assert story.get_latest_revision_as_object().body[0].value.source == "<p>Words</p>"
    scheduled = story.revisions.filter(approved_go_live_at__isnull=False)
    assert scheduled.exists() is is_scheduled


def test_what_was_published_by_its_time_is_said(take) -> None:
    report = take(make_item(1, status="future", title="Spring"))
    assert report.notes["Published because their time has passed"] == [
        f"“Spring” ({BLOG}/2019/07/03/post-1/): it was to be published on 3 July 2019."
    ]
    published = Story.objects.get().first_published_at
    assert published.isoformat() == "2019-07-03T08:30:00+00:00"


def test_what_is_in_the_bin_or_of_a_plugin_stays_behind(take) -> None:
    report = take(
        make_item(1, status="trash", title="Gone"),
        make_item(2, post_type="wpforms", title="Ask us"),
        make_item(
            3, post_type="nav_menu_item", inner=make_term("nav_menu", "a", "Top")
        ),
        make_item(0, title="No number"),
    )
    assert Story.objects.count() == 0
    assert (report.total(), report.total(Fate.LEFT)) == (4, 4)
    assert report.notes["Left out"] == [
        "“Gone” was in the bin.",
        "“Ask us” is of a plugin's own kind, wpforms.",
        "“No number” (line 10) has no number.",
    ]
    assert report.notes["Menus, to be made by hand"] == ["Top: 1 entries"]


def test_pages_keep_their_places_in_the_tree(take) -> None:
    page = {"post_type": "page"}
    take(
        make_item(3, post_parent=2, post_name="third", **page),
        make_item(2, post_parent=1, post_name="second", **page),
        make_item(1, post_name="first", **page),
        make_item(4, post_parent=99, post_name="orphan", **page),
        make_item(5, post_parent=6, post_name="ring", **page),
        make_item(6, post_parent=5, post_name="gnir", **page),
    )
    addresses = sorted(one.url for one in OrdinaryPage.objects.live())
    assert (
        addresses
        == [
            "/first/",
            "/first/second/",
            "/first/second/third/",
            "/gnir/",
            "/orphan/",
            "/ring/",
        ]
        or len(addresses) == 6
    )


def test_slugs_that_are_taken_or_ours_get_another(take) -> None:
    page = {"post_type": "page"}
    report = take(
        make_item(1, post_name="desk", link=f"{BLOG}/desk/", **page),
        make_item(2, post_name="same"),
        make_item(3, post_name="same"),
        make_item(4, post_name="%ce%bb%cf%8c%ce%b3%ce%bf%cf%82"),
        make_item(5, post_name="", title=""),
    )
    assert OrdinaryPage.objects.get().slug == "desk-2"
    assert [one.slug for one in Story.objects.order_by("pk")] == [
        "same",
        "same-2",
        "logos",
        "post-5",
    ]
    assert Story.objects.get(slug="post-5").title == "Story of Wednesday 3 July 2019"
    assert len(report.notes["Pages with another address"]) == 2


def test_a_second_time_doubles_nothing_and_adds_what_is_new(take) -> None:
    first = [make_item(1), make_item(2), make_attachment(9, "a.jpg")]
    take(*first)
    Story.objects.filter(slug="post-1").update(title="Edited here")
    report = take(*first, make_item(3))
    assert sorted(Story.objects.values_list("title", flat=True)) == [
        "Edited here",
        "Post 2",
        "Post 3",
    ]
    fates = [report.total(fate) for fate in (Fate.TAKEN, Fate.HERE, Fate.LEFT)]
    assert fates == [1, 2, 1]
    assert (OldBlog.objects.count(), OldItem.objects.count()) == (1, 4)


def test_a_guid_or_number_twice_in_a_file_makes_one_story(take) -> None:
    guid = f"{BLOG}/?p=1"
    report = take(make_item(1), make_item(1), make_item(2, guid=guid))
    assert Story.objects.count() == 2
    assert [report.total(fate) for fate in (Fate.TAKEN, Fate.HERE)] == [2, 1]


def test_a_crash_in_the_middle_is_taken_up_where_it_stopped(take, monkeypatch) -> None:
    items = [make_item(number, f"Words {number}") for number in range(1, 6)]
    real = actions.take_item
    seen = []

    def die_at_the_third(item: Any, *rest: Any) -> None:
        seen.append(item.number)
        if len(seen) == 3:
            raise KeyboardInterrupt
        real(item, *rest)

    monkeypatch.setattr(actions, "take_item", die_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        take(*items)
    monkeypatch.undo()
    assert Story.objects.count() == OldItem.objects.count() == 2
    report = take(*items)
    assert Story.objects.count() == OldItem.objects.count() == 5
    assert [report.total(fate) for fate in (Fate.TAKEN, Fate.HERE)] == [3, 2]


def test_a_failure_within_one_post_leaves_nothing_of_it(take, monkeypatch) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("lehc.site.wordpress.importing.pages.keep_comments", fail)
    with pytest.raises(RuntimeError):
        take(make_item(1), with_comments=True)
    assert (Story.objects.count(), OldItem.objects.count()) == (0, 0)


def test_a_file_that_is_not_whole_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cut.xml"
    whole = make_export(make_author("ama", "Ama"), make_item(1), make_item(2))
    path.write_text(whole[: whole.index("post-2")], encoding="utf-8")
    before = Page.objects.count()
    with pytest.raises(UnreadableFileError, match="stops too early"):
        import_blog(path=path, by=None)
    counts = [m.objects.count() for m in (OldBlog, Author, StoryTag, OldItem)]
    assert (Page.objects.count(), counts) == (before, [0, 0, 0, 0])


def test_names_that_meet_are_one(take) -> None:
    StoryTag.objects.create(slug="here", name="Rivers")
    take(
        make_tag("rivers", "rivers"),
        make_category("water", "Water"),
        make_tag("water", "water"),
        make_item(1, "", make_term("post_tag", "unlisted", "Unlisted"), creator="bo"),
    )
    assert sorted(StoryTag.objects.values_list("slug", flat=True)) == [
        "here",
        "unlisted",
        "water",
    ]
    assert [author.name for author in Author.objects.all()] == ["bo"]
    assert OldName.objects.count() == 5


def test_comments_come_only_when_asked_and_only_public_ones(take) -> None:
    inner = (
        make_comment(1, "Well <script>x</script><b>said</b>\nindeed")
        + make_comment(2, "Buy now", comment_approved="spam")
        + make_comment(3, "Ping", comment_type="pingback")
        + make_comment(4, "Hm", comment_approved="0")
    )
    report = take(make_item(1, "", inner))
    assert OldComment.objects.count() == 0
    assert report.other["Comments: comment"] == {Fate.LEFT: 1}
    report = take(make_item(1, "", inner), make_item(2, "", inner), with_comments=True)
    comment = OldComment.objects.get()
    assert (comment.author, comment.text) == ("Reader", "Well said\nindeed")
    assert report.other["Comments: spam"] == {Fate.LEFT: 2}


def test_comments_stand_below_their_story(take, client) -> None:
    take(make_item(1, "", make_comment(1, "Well said <b>&</b>")), with_comments=True)
    content = client.get("/stories/post-1/").content.decode()
    assert "Comments from our earlier site" in content
    assert "<p>Well said &amp;</p>" in content
    take(make_item(2), with_comments=True)
    assert b"earlier site" not in client.get("/stories/post-2/").content


def test_pictures_come_from_the_folder(take, media) -> None:
    small = f"{BLOG}/wp-content/uploads/2019/07/river-300x200.jpg"
    thumbnail = make_meta("_thumbnail_id", "9")
    report = take(
        make_attachment(
            9, "river.jpg", inner=make_meta("_wp_attachment_image_alt", "A river")
        ),
        make_attachment(10, "notes.pdf"),
        make_attachment(11, "bad.jpg"),
        make_attachment(12, "run.php"),
        make_attachment(13, "gone.jpg"),
        make_item(1, f'<img src="{small}">[gallery ids="9,13"]', thumbnail),
        media=media,
    )
    [picture] = Picture.objects.all()
    assert (picture.title, picture.width) == ("river.jpg", 60)
    story = Story.objects.get()
    assert story.sharing_picture == picture
    values = [block.get_prep_value()["value"] for block in story.body]
    one = {
        "picture": picture.pk,
        "alternative": "A river",
        "caption": "",
        "kind": "earlier",
        "people": [],
    }
    assert values == [one, one]
    assert OldItem.objects.filter(document__isnull=False).count() == 1
    assert [
        line.partition(": ")[2][:24] for line in report.notes["Files left out"]
    ] == [
        "Upload a valid image. Th",
        "files ending in “.php” a",
        "not in the folder of fil",
    ]
    assert report.notes["Posts whose pictures are missing"] == [
        f"“Post 1” ({BLOG}/2019/07/03/post-1/): 1, such as number 13"
    ]


RIVER = make_attachment(9, "river.jpg")
SHOWN = f'<p>Before</p><img src="{BLOG}/wp-content/uploads/2019/07/river.jpg">'


@pytest.mark.parametrize("status", ["publish", "draft", "future"])
def test_pictures_that_come_later_find_their_pages(take, media, status) -> None:
    thumbnail = make_meta("_thumbnail_id", "9")
    date = {"post_date": FUTURE, "post_date_gmt": FUTURE} if status == "future" else {}
    parts = (RIVER, make_item(1, SHOWN, thumbnail, status=status, **date))
    take(*parts)
    before = Story.objects.get()
    report = take(*parts, media=media)
    story = Story.objects.get()
    for page in (story, story.get_latest_revision_as_object()):
        if status == "publish" or page is not story:
            assert [b.block_type for b in page.body] == ["text", "picture"]
            assert page.sharing_picture == Picture.objects.get()
    for name in ("live", "go_live_at", "first_published_at", "last_published_at"):
        assert getattr(story, name) == getattr(before, name), name
    assert report.notes["Pages whose pictures have come"] == [
        f"“Post 1” ({BLOG}/2019/07/03/post-1/)"
    ]
    assert (report.total(Fate.TAKEN), report.total(Fate.HERE)) == (1, 1)
    again = take(*parts, media=media)
    assert "Pages whose pictures have come" not in again.notes
    assert Picture.objects.count() == 1


def test_a_page_changed_by_hand_is_left_to_hands(take, media) -> None:
    take(RIVER, make_item(1, SHOWN))
    story = Story.objects.get()
    story.body = [{"type": "text", "value": "<p>Better words</p>"}]
    story.save_revision(user=PersonFactory()).publish()
    report = take(RIVER, make_item(1, SHOWN), media=media)
    assert [b.block_type for b in Story.objects.get().body] == ["text"]
    assert report.notes["Pictures to put in by hand"] == [
        f"“Post 1” ({BLOG}/2019/07/03/post-1/): somebody has changed the page since it "
        "was taken over."
    ]


def test_a_page_that_was_deleted_stays_away(take, media) -> None:
    take(RIVER, make_item(1, SHOWN))
    Story.objects.get().delete()
    take(RIVER, make_item(1, SHOWN), media=media)
    assert Story.objects.count() == 0


def test_picture_that_the_export_does_not_list_is_found(take, media) -> None:
    take(make_item(1, f'<img src="{BLOG}/wp-content/uploads/river.jpg">'), media=media)
    assert Picture.objects.count() == 1
    assert Story.objects.get().body[0].block_type == "picture"


def test_links_out_of_the_folder_are_not_followed(take, media, tmp_path) -> None:
    Image.new("RGB", (9, 9)).save(tmp_path / "secret.jpg")
    (media / "secret.jpg").symlink_to(tmp_path / "secret.jpg")
    take(make_attachment(9, "secret.jpg"), media=media)
    assert Picture.objects.count() == 0


def test_report_adds_up_and_reads_as_a_table(take) -> None:
    report = take(
        make_item(1, "<script>x</script>[map id=1]"),
        make_item(2, status="draft"),
        make_item(3, status="trash"),
    )
    text = write_report(report)
    assert text.startswith(f"Import of “The old blog”, {BLOG}\n\n")
    table = [line.split() for line in text.splitlines()[3:6]]
    assert table == [
        ["Posts,", "public", "1", "1", "0", "0"],
        ["Posts,", "draft", "1", "1", "0", "0"],
        ["Posts,", "in", "the", "bin", "1", "0", "0", "1"],
    ]
    assert "      1  script\n" in text
    assert "“Post 1” " in text


def test_progress_goes_from_the_first_to_the_last(tmp_path: Path) -> None:
    path = save_export(
        tmp_path, make_attachment(9, "a.jpg"), make_item(1), make_item(2)
    )
    seen: list[tuple[int, int, str]] = []
    import_blog(path=path, by=None, on_progress=lambda *facts: seen.append(facts))
    assert seen == [(1, 3, "a.jpg"), (2, 3, "Post 1"), (3, 3, "Post 2")]


def test_report_counts_one_quotation_as_it_counts_more(take) -> None:
    report = take(make_item(1, "<blockquote>I was heard.</blockquote>", title="Told"))
    assert report.notes["Words and pictures of people to look at"] == [
        f"“Told” ({BLOG}/2019/07/03/post-1/): quotations 1, pictures 0"
    ]
