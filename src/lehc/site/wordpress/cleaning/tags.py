"""What each HTML element means to the cleaner."""

from __future__ import annotations

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
MEDIA = frozenset(
    {"img", "picture", "iframe", "embed", "object", "audio", "video", "lehc-embed"}
)
MARKS = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "cite": "i",
    "var": "i",
    "dfn": "i",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "sub": "sub",
    "sup": "sup",
    "del": "s",
    "s": "s",
    "strike": "s",
}
LEFT_OUT = {
    "script": "script",
    "noscript": "text for browsers without script",
    "style": "style sheet",
    "link": "style sheet",
    "template": "script",
    "form": "form",
    "input": "form",
    "select": "form",
    "textarea": "form",
    "svg": "drawing (SVG)",
    "math": "formula (MathML)",
    "canvas": "drawing made by script",
    "applet": "applet",
    "frame": "frame",
    "frameset": "frame",
    "map": "map of links in a picture",
    "title": "title of another page",
    "meta": "settings of another page",
    "base": "settings of another page",
}
WRAPPERS = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "footer", "aside"),
        *("nav", "center", "address", "figure", "figcaption", "blockquote", "pre"),
        *("hr", "table", "dl", "dt", "dd", "details", "summary", "fieldset"),
        "lehc-gallery",
    }
)
# What ends a line of text, because it is a block of its own. Pictures do not: they
# are taken out of the line and stand beside its paragraph.
FLOW = frozenset({*HEADINGS, *LISTS, *LEFT_OUT, *WRAPPERS})
