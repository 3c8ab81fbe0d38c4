"""Reading exports: what they say, and what is said of files that are none."""

from __future__ import annotations

import datetime
import gc
import tracemalloc
from pathlib import Path

import pytest

from lehc.site.wordpress.faults import UnreadableFileError
from lehc.site.wordpress.reader import read_export
from lehc.site.wordpress.records import (
    Author,
    Blog,
    Comment,
    Item,
    ItemKind,
    ItemState,
    Term,
)
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

SUMMER = datetime.timezone(datetime.timedelta(hours=1))


def read_one(folder: Path, *parts: str, **facts: str) -> Item:
    [*_, last] = read_export(save_export(folder, *parts, **facts))
    assert isinstance(last, Item)
    return last


def test_whole_post_is_read(tmp_path: Path) -> None:
    comment = make_comment(5, "Well said", comment_parent=4)
    inner = make_term("post_tag", "river", "River") + comment + make_meta("_x", "1")
    post = make_item(7, "Words", inner, excerpt="Short", is_sticky=1)
    assert read_one(tmp_path, post) == Item(
        number=7,
        kind=ItemKind.POST,
        type_name="post",
        state=ItemState.PUBLISHED,
        status="publish",
        title="Post 7",
        link=f"{BLOG}/2019/07/03/post-7/",
        guid=f"{BLOG}/?p=7",
        slug="post-7",
        author="ama",
        content="Words",
        excerpt="Short",
        local_time=datetime.datetime(2019, 7, 3, 9, 30),  # noqa: DTZ001
        published_at=datetime.datetime(2019, 7, 3, 9, 30, tzinfo=SUMMER),
        parent=0,
        is_sticky=True,
        terms=(Term("post_tag", "river", "River"),),
        comments=(
            Comment(
                number=5,
                author="Reader",
                written_at=datetime.datetime(2019, 7, 4, 10, tzinfo=datetime.UTC),
                text="Well said",
                approved="1",
                kind="comment",
                parent=4,
            ),
        ),
        meta=(("_x", "1"),),
        file_address="",
        line=7,
    )


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_head_authors_and_terms_come_in_order(
    tmp_path: Path, version: str, scheme: str
) -> None:
    parts = [
        make_author("ama", "Ama Boateng"),
        make_category("news", "News"),
        make_tag("river", "River"),
        make_item(1),
    ]
    path = save_export(tmp_path, *parts, version=version, scheme=scheme)
    *entries, item = read_export(path)
    assert entries == [
        Blog("The old blog", BLOG, version),
        Author("ama", "Ama Boateng"),
        Term("category", "news", "News"),
        Term("post_tag", "river", "River"),
    ]
    assert isinstance(item, Item)


def test_blog_without_items_has_a_head(tmp_path: Path) -> None:
    assert [*read_export(save_export(tmp_path))] == [Blog("The old blog", BLOG, "1.2")]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"status": "publish"}, ItemState.PUBLISHED),
        ({"status": "future"}, ItemState.SCHEDULED),
        ({"status": "draft"}, ItemState.DRAFT),
        ({"status": "pending"}, ItemState.PENDING),
        ({"status": "private"}, ItemState.PRIVATE),
        ({"status": "trash"}, ItemState.TRASHED),
        ({"status": "publish", "post_password": "x"}, ItemState.PASSWORD),
        ({"status": "draft", "post_password": "x"}, ItemState.DRAFT),
        ({"status": "auto-draft"}, ItemState.UNKNOWN),
        ({"status": ""}, ItemState.UNKNOWN),
    ],
)
def test_status_is_read(tmp_path: Path, facts: dict, state: ItemState) -> None:
    assert read_one(tmp_path, make_item(1, **facts)).state is state


def test_attachment_is_as_public_as_its_post(tmp_path: Path) -> None:
    item = read_one(tmp_path, make_attachment(3, "a.jpg"))
    assert (item.kind, item.state) == (ItemKind.ATTACHMENT, ItemState.PUBLISHED)
    assert item.file_address == f"{BLOG}/wp-content/uploads/2019/07/a.jpg"


@pytest.mark.parametrize(
    ("dates", "local", "moment"),
    [
        (
            ("2020-01-05 23:30:00", "2020-01-06 04:30:00", ""),
            "2020-01-05T23:30:00",
            "2020-01-05T23:30:00-05:00",
        ),
        (  # a draft has no moment
            (
                "2020-01-05 10:00:00",
                "0000-00-00 00:00:00",
                "Wed, 30 Nov -0001 00:00:00 +0000",
            ),
            "2020-01-05T10:00:00",
            None,
        ),
        (  # an old export has only the date of RSS
            ("", "", "Sun, 05 Jan 2020 10:00:00 +0000"),
            "2020-01-05T10:00:00",
            "2020-01-05T10:00:00+00:00",
        ),
        (  # a clock that can't be: the moment is believed
            ("2021-01-05 10:00:00", "2020-01-05 10:00:00", ""),
            "2021-01-05T10:00:00",
            "2020-01-05T10:00:00+00:00",
        ),
        (("?", "?", "yesterday"), None, None),
    ],
)
def test_dates_come_with_their_zone(tmp_path: Path, dates, local, moment) -> None:
    names = ("post_date", "post_date_gmt", "pub_date")
    facts = dict(zip(names, dates, strict=True))
    item = read_one(tmp_path, make_item(1, **facts))
    found = (item.local_time, item.published_at)
    assert [each and each.isoformat() for each in found] == [local, moment]


@pytest.mark.parametrize(
    ("facts", "name", "value"),
    [
        ({"creator": ">ama"}, "author", "ama"),
        ({"creator": "ama@example.org"}, "author", "ama@example.org"),
        ({"post_type": "nav_menu_item"}, "kind", ItemKind.MENU_ITEM),
        ({"post_type": "wpcf7_contact_form"}, "kind", ItemKind.OTHER),
        ({"post_type": ""}, "kind", ItemKind.POST),
        ({"post_id": "12a"}, "number", 0),
        ({"title": "One & <em>two</em>"}, "title", "One & <em>two</em>"),
        ({"post_name": "%ce%b5"}, "slug", "%ce%b5"),
    ],
)
def test_odd_facts_are_read_as_they_are_meant(tmp_path, facts, name, value) -> None:
    assert getattr(read_one(tmp_path, make_item(1, **facts)), name) == value


def test_meta_is_found_by_its_key(tmp_path: Path) -> None:
    item = read_one(tmp_path, make_item(1, "", make_meta("_thumbnail_id", "9")))
    assert [item.read_meta("_thumbnail_id"), item.read_meta("none")] == ["9", ""]


def test_spam_and_pingbacks_are_not_public(tmp_path: Path) -> None:
    rows = [
        make_comment(1, "a"),
        make_comment(2, "b", comment_approved="spam"),
        make_comment(3, "c", comment_type="pingback"),
        make_comment(4, "d", comment_approved="0"),
        make_comment(5, "e", comment_type=""),
    ]
    item = read_one(tmp_path, make_item(1, "", "".join(rows)))
    assert [each.is_public for each in item.comments] == [
        True, False, False, False, True,
    ]  # fmt: skip


def test_forbidden_characters_are_left_out(tmp_path: Path) -> None:
    path = save_export(tmp_path, make_item(1, "one\x0b two\x08\x00"))
    [_, item] = read_export(path)
    assert isinstance(item, Item)
    assert item.content == "one two"


def test_part_of_nothing_but_forbidden_characters_is_not_the_end(tmp_path) -> None:
    path = save_export(tmp_path, make_item(1, "a" + "\x01" * 200_000 + "b"))
    [_, item] = read_export(path)
    assert isinstance(item, Item)
    assert item.content == "ab"


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>'
DECLARED = (
    "The file declares a document type or entities (near line 2). WordPress never "
    "writes them, and they can do harm, so it is not read. Export it again in "
    "WordPress, under Tools, Export."
)
OR_AGAIN = " Or export it again in WordPress, under Tools, Export."
NOT_XML = (
    "This is not a WordPress export: it is not XML. Export it again in WordPress, "
    "under Tools, Export."
)
NO_EXPORT = (
    "This is not a WordPress export: line 1 begins {what} without WordPress's own "
    "parts. Export the blog in WordPress, under Tools, Export."
)
ITEM = make_item(1, "Words")
GOOD = make_export(ITEM)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", NOT_XML),
        ("Dear all", NOT_XML),
        ("<rss><channel/></rss>", NO_EXPORT.format(what="an RSS feed")),
        ("<!DOCTYPE html><html><p>Hi</html>", NO_EXPORT.format(what="<html>")),
        (GOOD.replace("?>\n", f"?>\n{BOMB}", 1), DECLARED),
        (GOOD.replace("?>\n", f"?>\n{OUTSIDE}", 1), DECLARED),
        (
            GOOD.replace("<![CDATA[Words]]>", "A&nbsp;word"),
            "Line 7 has “&nbsp;”, which XML does not know. Write the character itself "
            "there." + OR_AGAIN,
        ),
        (
            GOOD[: GOOD.index("Words")],
            "The file stops too early, at line 7: the rest of it is missing. Download "
            "it again." + OR_AGAIN,
        ),
        (
            GOOD + "<more/>",
            "Something follows the end of the export, at line 10. Remove it."
            + OR_AGAIN,
        ),
        (
            GOOD.replace("<![CDATA[Words]]>", "<b>Words"),
            "Line 7 is not well-formed XML (Opening and ending tag mismatch: b line 7 "
            "and content:encoded). Mend that line." + OR_AGAIN,
        ),
        (
            GOOD.replace("export/1.2", "export/1.9"),
            "The file is of version 1.9 of WordPress's format. Versions 1.0 to 1.2 can "
            "be read.",
        ),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_with_a_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "blog.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError) as refused:
        [*read_export(path)]
    assert str(refused.value) == sentence


def test_other_encodings_are_explained(tmp_path: Path) -> None:
    path = tmp_path / "blog.xml"
    path.write_bytes(GOOD.replace("Words", "Wörter").encode("latin-1"))
    with pytest.raises(UnreadableFileError, match=r"Line 7 has bytes .* as UTF-8\."):
        [*read_export(path)]
    path.write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(UnreadableFileError, match=r"^The file is written in UTF-16\."):
        [*read_export(path)]


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadableFileError, match=r"none\.xml can't be opened: No such"
    ):
        [*read_export(tmp_path / "none.xml")]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Kept whole, ten times as many posts would take ten times as much.

    What else this process collects meanwhile has once made half as much again.
    """

    def measure(count: int) -> int:
        path = save_export(
            tmp_path, *(make_item(n, "word " * 200) for n in range(count))
        )
        gc.collect()
        tracemalloc.start()
        for _ in read_export(path):
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert measure(600) < 3 * measure(60)
