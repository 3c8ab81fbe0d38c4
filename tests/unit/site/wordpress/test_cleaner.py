"""A post's text to blocks: the classic editor, the block editor, and what is nasty."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.site.wordpress.cleaning.cleaner import clean
from lehc.site.wordpress.cleaning.gate import pass_gate, read_address
from lehc.site.wordpress.cleaning.pieces import (
    Button,
    Embed,
    Picture,
    Quotation,
    Table,
    Text,
)

BLOG = "https://blog.example.org"
PICTURE = f"{BLOG}/wp-content/uploads/a.jpg"


def pieces(text: str, **facts: tuple[int, ...]) -> list:
    return [*clean(text, blog=BLOG, **facts).pieces]


def left_out(text: str) -> dict[str, int]:
    return dict(clean(text, blog=BLOG).left_out)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\n\nTwo\nlines", "<p>One</p><p>Two<br>lines</p>"),
        ("One\r\n\r\nTwo", "<p>One</p><p>Two</p>"),
        ("<p>One</p>\n<p>Two</p>", "<p>One</p><p>Two</p>"),
        ("<p>One\ntwo</p>after", "<p>One<br>two</p><p>after</p>"),
        ("<h1>Big</h1>\nwords", "<h2>Big</h2><p>words</p>"),
        ("<h5>Small</h5>", "<h3>Small</h3>"),
        ("<div>One\n\nTwo</div>", "<p>One</p><p>Two</p>"),
        ("<strong>Bold</strong> <em>i</em>", "<p><b>Bold</b> <i>i</i></p>"),
        ("a<br />b<br>\nc", "<p>a<br>b<br>c</p>"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<ul><li>a<ol><li>b</li></ol></li></ul>",
            "<ul><li>a<ol><li>b</li></ol></li></ul>",
        ),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>",
         "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br><br>b</li></ul>"),
        ("<ul></ul>", ""),
        (
            "<pre>if a:\n    b</pre>",
            "<p><code>if a:<br>&nbsp;&nbsp;&nbsp;&nbsp;b</code></p>",
        ),
        ("<dl><dt>Word</dt><dd>Meaning</dd></dl>", "<p><b>Word</b></p><p>Meaning</p>"),
        ("<q>Yes</q> she said", "<p>“Yes” she said</p>"),
        ("H<sub>2</sub>O <del>no</del>", "<p>H<sub>2</sub>O <s>no</s></p>"),
        ("One<hr />Two", "<p>One</p><hr><p>Two</p>"),
        ("One<!--more-->\n\nTwo<!--nextpage-->", "<p>One</p><p>Two</p>"),
        ("a &lt;b&gt; &amp; c &nbsp; d", "<p>a &lt;b&gt; &amp; c &nbsp; d</p>"),
        ("&nbsp;\n\n<p> </p><b></b>", ""),
        ("<p>Not closed <b>at all", "<p>Not closed <b>at all</b></p>"),
        ('<span style="color:red" onclick="x()">Red</span>', "<p>Red</p>"),
        (f'<a href="{BLOG}/2019/x/">x</a>', '<p><a href="/2019/x/">x</a></p>'),
        (f'<a href="{BLOG}">x</a>', '<p><a href="/">x</a></p>'),
        ('<a href="https://else.org/?a=1&b=2">x</a>',
         '<p><a href="https://else.org/?a=1&amp;b=2">x</a></p>'),
        ('<a href="mailto:a@x.org">x</a>', '<p><a href="mailto:a@x.org">x</a></p>'),
        ('<a name="top">x</a>', "<p>x</p>"),
        ("[sic] and [1] and [[gallery]]", "<p>[sic] and [1] and [gallery]</p>"),
        ("<code>[gallery]</code>", "<p><code>[gallery]</code></p>"),
    ],
)  # fmt: skip
def test_words_become_text(text: str, html: str) -> None:
    assert pieces(text) == ([Text(html)] if html else [])
    assert left_out(text) == {}


def test_block_editor_is_taken_as_it_is_written() -> None:
    text = (
        "<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->\n\n"
        '<!-- wp:heading {"level":3} -->\n<h3>Two</h3>\n<!-- /wp:heading -->\n'
        '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><!-- wp:paragraph -->\n'
        "<p>Three</p><!-- /wp:paragraph --><cite>Ama</cite></blockquote>\n"
        "<!-- /wp:quote -->\n<!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>Four</li>"
        "<!-- /wp:list-item --></ul>\n<!-- /wp:list -->"
    )
    assert pieces(text) == [
        Text("<p>One</p><h3>Two</h3>"),
        Quotation("Three", "Ama"),
        Text("<ul><li>Four</li></ul>"),
    ]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        (
            f'<img class="wp-image-7 alignleft" src="{PICTURE}" alt="A  river">',
            Picture(PICTURE, 7, "A river"),
        ),
        (
            f'<figure class="wp-block-image"><img src="{PICTURE}" alt="" '
            'class="wp-image-7"/><figcaption>By <b>Ama</b></figcaption></figure>',
            Picture(PICTURE, 7, "", "By Ama"),
        ),
        (
            f'[caption id="attachment_7" align="left" width="300"]<a href="{PICTURE}">'
            f'<img src="{PICTURE}" /></a> By Ama[/caption]',
            Picture(PICTURE, 7, "", "By Ama"),
        ),
        (
            f'[caption id="attachment_7" caption="By Ama"]<img src="{PICTURE}" />'
            "[/caption]",
            Picture(PICTURE, 7, "", "By Ama"),
        ),
        (
            f'<div class="wp-caption"><img src="{PICTURE}">'
            '<p class="wp-caption-text">By Ama</p></div>',
            Picture(PICTURE, 0, "", "By Ama"),
        ),
        (
            '<div class="wp-block-cover" style="color:red;background-image:'
            f'url({PICTURE})"></div>',
            Picture(PICTURE),
        ),
        (
            '<iframe src="https://www.youtube-nocookie.com/embed/abc123DEF"></iframe>',
            Embed("https://www.youtube.com/watch?v=abc123DEF"),
        ),
        ("https://youtu.be/abc123DEF", Embed("https://www.youtube.com/watch?v=abc123DEF")),
        ("[embed]https://vimeo.com/12345[/embed]", Embed("https://vimeo.com/12345")),
        (
            '<iframe src="//player.vimeo.com/video/12345"></iframe>',
            Embed("https://vimeo.com/12345"),
        ),
        (
            '<!-- wp:embed --><figure class="wp-block-embed"><div '
            'class="wp-block-embed__wrapper">\nhttps://films.example.org/9\n</div>'
            "</figure><!-- /wp:embed -->",
            Embed("https://films.example.org/9"),
        ),
        ("<blockquote>One\n\nTwo</blockquote>", Quotation("One\n\nTwo")),
        (
            '<figure class="wp-block-pullquote"><blockquote><p>One</p>'
            "<cite>— Ama</cite></blockquote></figure>",
            Quotation("One", "Ama"),
        ),
        (
            "<table><caption>Days</caption><tr><th>Day</th><th>Who</th></tr>"
            "<tr><td>One</td></tr><tr></tr></table>",
            Table((("Day", "Who"), ("One", "")), "Days", has_head=True),
        ),
        (
            '<div class="wp-block-button"><a class="wp-block-button__link" '
            f'href="{BLOG}/apply/">Apply</a></div>',
            Button("Apply", "/apply/"),
        ),
        (
            f'[audio mp3="{BLOG}/wp-content/a%20b.mp3"][/audio]',
            Text('<p><a href="/wp-content/a%20b.mp3">Listen to a b.mp3</a></p>'),
        ),
        (
            '<video controls><source src="/wp-content/c.mp4"></video>',
            Text('<p><a href="/wp-content/c.mp4">Watch c.mp4</a></p>'),
        ),
    ],
)  # fmt: skip
def test_what_is_no_text_becomes_a_block_of_its_own(text: str, piece: object) -> None:
    assert pieces(text) == [piece]
    assert left_out(text) == {}


def test_pictures_in_a_line_stand_beside_it() -> None:
    image = f'<img src="{PICTURE}">'
    assert pieces(f"{image}Words {image}go on") == [
        Picture(PICTURE),
        Text("<p>Words go on</p>"),
        Picture(PICTURE),
    ]


def test_pictures_in_a_list_follow_it_with_their_words() -> None:
    text = (
        f'<ul class="blocks-gallery-grid"><li><figure><img src="{PICTURE}" data-id="7">'
        "<figcaption>One</figcaption></figure></li><li>Two</li></ul>"
    )
    assert pieces(text) == [
        Text("<ul><li>Two</li></ul>"),
        Picture(PICTURE, 7, "", "One"),
    ]


def test_gallery_shows_what_it_names_or_the_posts_own() -> None:
    assert pieces('[gallery ids="3,1,2" columns="2"]') == [
        Picture("", 3),
        Picture("", 1),
        Picture("", 2),
    ]
    assert pieces('[gallery exclude="8"]', children=(7, 8)) == [Picture("", 7)]
    assert left_out("[gallery]") == {"gallery without pictures": 1}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<script>steal()</script>", "script"),
        ("<b>x<script>steal()</script></b>", "script"),
        ("<style>p{display:none}</style>", "style sheet"),
        ('<form action="/x"><input name="a"></form>', "form"),
        ("<svg><script>x</script></svg>", "drawing (SVG)"),
        ('<iframe src="https://evil.example/x"></iframe>', "frame from evil.example"),
        ('<iframe srcdoc="<script>x</script>"></iframe>', "frame without an address"),
        ('<object data="javascript:x"></object>', "frame without an address"),
        ('<embed src="https://evil.example/x.swf">', "frame from evil.example"),
        ('<img src="data:image/png;base64,AAAA">',
         "picture that is written into the text"),
        ('<img src="a.jpg">', "picture with an address that leads nowhere"),
        (f'<img src="{PICTURE}" width="1" height="1">',
         "picture of one dot, which counts readers"),
        ('<a href="javascript:x()">y</a>',
         "link that does something else than lead to a page"),
        ('<a href="java\nscript:x()">y</a>',
         "link that does something else than lead to a page"),
        ('<a href="&#106;avascript:x()">y</a>',
         "link that does something else than lead to a page"),
        ('<a href="data:text/html,x">y</a>',
         "link that does something else than lead to a page"),
        ('[contact-form-7 id="1" title="Ask"]', "shortcode [contact-form-7]"),
        ("[my_plugin]", "shortcode [my_plugin]"),
        ("[box]Kept[/box]", "shortcode [box], its text kept"),
        ('[playlist ids="1,2"]', "playlist"),
        ("<!-- wp:latest-posts /-->", "block latest-posts"),
        ('<!-- wp:block {"ref":9} /-->', "block shared by posts"),
        ('<!-- wp:plugin/map {"a":[1,{"b":"-"}]} /-->', "block plugin/map"),
        ("[audio]", "recording without an address"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_noted(text: str, what: str) -> None:
    assert left_out(text) == {what: 1}
    for piece in pieces(text):
        assert isinstance(piece, Text)
        assert re.fullmatch(r"<p>(<b>)?(x|y|Kept)(</b>)?</p>", piece.html)


def test_quoted_script_and_style_say_nothing() -> None:
    text = (
        "<blockquote>One<script>bad()</script> two<cite>Ama</cite> three</blockquote>"
    )
    assert pieces(text) == [Quotation("One\n\ntwo three", "Ama")]
    assert left_out(text) == {"script": 1}


def test_nesting_deeper_than_anybody_writes_keeps_the_words() -> None:
    text = "<div>" * 3000 + "Words" + "</div>" * 3000
    assert pieces(text) == [Text("<p>Words</p>")]
    assert left_out(text) == {"parts nested too deeply, their text kept": 1}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (None, ""),
        ("", ""),
        (" https://x.org/a b ", "https://x.org/ab"),
        ("//x.org/a", "https://x.org/a"),
        ("HTTPS://BLOG.example.org/a?b=1#c", "/a?b=1#c"),
        ("http://www.blog.example.org/a", "/a"),
        ("https://blog.example.org//evil.example/a", "/"),
        ("#top", "#top"),
        ("tel:+441234", "tel:+441234"),
        ("vbscript:x", ""),
        ("\x01javascript:x", ""),
        ("https://[bad", ""),
    ],
)
def test_addresses_are_followed_only_where_they_lead_to_a_page(address, expected):
    assert read_address(address, BLOG) == expected


NASTY = st.sampled_from(
    [
        *("<script>", "</script>", "<p>", "</p>", "<b>", "</b>", "<svg>", "<math>"),
        *("<mtext>", "<style>", "<!--", "-->", "<![CDATA[", "]]>", "<table>", "<td>"),
        *('<a href="javascript:x">', "<a href='https://x.org'>", "</a>", "<li>"),
        *('<img src=x onerror="x">', "<noscript>", "<title>", "[caption]", "[gallery"),
        *("]", "[/caption]", "<blockquote>", "<pre>", "&lt;script&gt;", '"', "'", ">"),
        *("<iframe src=javascript:x>", "<form>", "\n\n", "words", "<!-- wp:x /-->"),
    ]
)


OTHER_TAG = r"<(?!/?(p|h[23]|[uo]l|li|hr|br|b|i|a|su[bp]|code|s)\b)"


@settings(max_examples=60, deadline=None)
@given(st.lists(NASTY, max_size=12))
def test_nothing_nasty_passes(parts: list[str]) -> None:
    """What comes out is what the last gate lets through, and reads back the same."""
    for piece in pieces("".join(parts)):
        if isinstance(piece, Text):
            assert pass_gate(piece.html) == piece.html
            assert not re.search(OTHER_TAG, piece.html)
            assert not re.search(r"<[^>]*(javascript|onerror)", piece.html)
        elif isinstance(piece, (Embed, Picture, Button)):
            assert piece.address.startswith(("http://", "https://", "/")) or (
                isinstance(piece, Picture) and piece.number
            )


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ab <>/&\n[]\"'=", max_size=40))
def test_any_text_is_cleaned_the_same_way_twice(text: str) -> None:
    assert clean(text, blog=BLOG) == clean(text, blog=BLOG)
