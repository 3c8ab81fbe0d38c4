"""The same 200 posts of about 600 words under 30 tags for every server."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

POSTS, TAGS, WORDS, PARAGRAPHS, SEED = 200, 30, 600, 6, 2026
VOCABULARY = (
    "people community leaders health together change place street council listen "
    "neighbours question service trust time money garden school bus walk meeting "
    "plan story evidence hope work care family home friend learn share build start"
)


@dataclass(frozen=True)
class Post:
    number: int
    title: str
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...]
    at: datetime

    @property
    def html(self) -> str:
        return "\n".join(f"<p>{words}</p>" for words in self.paragraphs)

    @property
    def slug(self) -> str:
        return f"post-{self.number}"


def make_posts() -> list[Post]:
    """Posts from a fixed seed, oldest first; tag-1 is on every fifth."""
    rng = random.Random(SEED)
    start = datetime(2024, 1, 1, 9, tzinfo=UTC)
    posts = []
    for number in range(1, POSTS + 1):
        paragraphs = tuple(
            " ".join(
                rng.choices(VOCABULARY.split(), k=WORDS // PARAGRAPHS)
            ).capitalize()
            + "."
            for _ in range(PARAGRAPHS)
        )
        others = rng.sample(range(2, TAGS + 1), k=3)
        tags = [f"tag-{tag}" for tag in ([1] if number % 5 == 0 else []) + others]
        title = f"Post {number}: {' '.join(rng.choices(VOCABULARY.split(), k=5))}"
        at = start + timedelta(days=4 * number)
        posts.append(Post(number, title, paragraphs, tuple(tags), at))
    return posts


def write_wxr(posts: list[Post]) -> str:
    """The posts as WordPress exports them, for `lehc import wordpress`."""
    items = "\n".join(write_item(post) for post in posts)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Bench</title><link>https://blog.example.org</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://blog.example.org</wp:base_site_url>
<wp:base_blog_url>https://blog.example.org</wp:base_blog_url>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login>ada</wp:author_login>
<wp:author_email>ada@example.org</wp:author_email>
<wp:author_display_name>Ada</wp:author_display_name></wp:author>
{items}
</channel></rss>
"""


def write_item(post: Post) -> str:
    tags = "".join(
        f'<category domain="post_tag" nicename="{tag}">{tag}</category>'
        for tag in post.tags
    )
    moment = f"{post.at:%Y-%m-%d %H:%M:%S}"
    return f"""<item><title>{post.title}</title>
<link>https://blog.example.org/{post.slug}/</link>
<pubDate>{post.at:%a, %d %b %Y %H:%M:%S} +0000</pubDate><dc:creator>ada</dc:creator>
<guid isPermaLink="false">https://blog.example.org/?p={post.number}</guid>
<content:encoded><![CDATA[{post.html}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{post.number}</wp:post_id><wp:post_date>{moment}</wp:post_date>
<wp:post_date_gmt>{moment}</wp:post_date_gmt><wp:post_name>{post.slug}</wp:post_name>
<wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent>
<wp:post_type>post</wp:post_type><wp:is_sticky>0</wp:is_sticky>{tags}</item>"""
