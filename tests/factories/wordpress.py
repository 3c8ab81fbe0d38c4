"""WordPress exports for tests, written as WordPress writes them. All invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

BLOG = "https://blog.example.org"
HEAD = """<title>The old blog</title><link>{blog}</link>
<wp:wxr_version>{version}</wp:wxr_version><wp:base_site_url>{blog}</wp:base_site_url>
<wp:base_blog_url>{blog}</wp:base_blog_url>"""
DATES = {
    "wp:post_date": "2019-07-03 09:30:00",
    "wp:post_date_gmt": "2019-07-03 08:30:00",
}


def make_export(
    *parts: str, blog: str = BLOG, version: str = "1.2", scheme: str = "http"
) -> str:
    """A whole file around authors, terms and items."""
    space = f"{scheme}://wordpress.org/export/{version}/"
    names = {
        "wp": space,
        "excerpt": f"{space}excerpt/",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    head = HEAD.format(blog=blog, version=version)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {spaces}>\n'
        f"<channel>\n{head}\n" + "\n".join(parts) + "\n</channel>\n</rss>\n"
    )


def make_author(login: str, name: str) -> str:
    return element(
        "wp:author",
        element("wp:author_login", login) + element("wp:author_display_name", name),
        is_markup=True,
    )


def make_tag(slug: str, name: str) -> str:
    inner = element("wp:tag_slug", slug) + element("wp:tag_name", name)
    return element("wp:tag", inner, is_markup=True)


def make_category(slug: str, name: str) -> str:
    inner = element("wp:category_nicename", slug) + element("wp:cat_name", name)
    return element("wp:category", inner, is_markup=True)


def make_item(number: int, content: str = "", inner: str = "", **facts: Any) -> str:
    """A post, published, unless the facts say otherwise; `inner` is raw XML.

    Facts are named as in the file, with “_” for “:” after the prefix left out:
    status="draft" is <wp:status>.
    """
    named = {f"wp:{name}": value for name, value in facts.items() if name not in PLAIN}
    plain = {PLAIN[name]: value for name, value in facts.items() if name in PLAIN}
    slug = facts.get("post_name", f"post-{number}")
    values = {
        "title": f"Post {number}",
        "link": f"{BLOG}/2019/07/03/{slug}/",
        "dc:creator": "ama",
        "guid": f"{BLOG}/?p={number}",
        "content:encoded": content,
        "excerpt:encoded": "",
        "wp:post_id": number,
        **DATES,
        "wp:post_name": f"post-{number}",
        "wp:status": "publish",
        "wp:post_parent": 0,
        "wp:post_type": "post",
        "wp:is_sticky": 0,
        **named,
        **plain,
    }
    body = "".join(element(name, str(value)) for name, value in values.items())
    return f"<item>{body}{inner}</item>"


PLAIN = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "creator": "dc:creator",
    "excerpt": "excerpt:encoded",
    "pub_date": "pubDate",
}


def make_term(kind: str, slug: str, name: str) -> str:
    """The term as it stands in an item."""
    return f'<category domain="{kind}" nicename="{slug}"><![CDATA[{name}]]></category>'


def make_comment(number: int, text: str, **facts: Any) -> str:
    values = {
        "wp:comment_id": number,
        "wp:comment_author": "Reader",
        "wp:comment_author_email": "reader@example.org",
        "wp:comment_author_IP": "192.0.2.1",
        "wp:comment_date_gmt": "2019-07-04 10:00:00",
        "wp:comment_content": text,
        "wp:comment_approved": "1",
        "wp:comment_type": "comment",
        "wp:comment_parent": 0,
        **{f"wp:{name}": value for name, value in facts.items()},
    }
    body = "".join(element(name, str(value)) for name, value in values.items())
    return element("wp:comment", body, is_markup=True)


def make_meta(key: str, value: str) -> str:
    inner = element("wp:meta_key", key) + element("wp:meta_value", value)
    return element("wp:postmeta", inner, is_markup=True)


def make_attachment(number: int, name: str, **facts: Any) -> str:
    """A picture in the media library."""
    return make_item(
        number,
        post_type="attachment",
        status="inherit",
        attachment_url=f"{BLOG}/wp-content/uploads/2019/07/{name}",
        **{"link": f"{BLOG}/{name.partition('.')[0]}/", "title": name, **facts},
    )


def element(name: str, value: str, *, is_markup: bool = False) -> str:
    """<name>value</name>; text goes into CDATA, as WordPress does it."""
    if not is_markup:
        value = (
            f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>" if value else ""
        )
    return f"<{name}>{value}</{name}>"


def save_export(folder: Path, *parts: str, **facts: Any) -> Path:
    path = folder / "blog.xml"
    path.write_text(make_export(*parts, **facts), encoding="utf-8")
    return path
