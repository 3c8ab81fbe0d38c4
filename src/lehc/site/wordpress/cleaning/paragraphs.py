"""Paragraphs as WordPress's classic editor means them: blank lines, without <p>."""

from __future__ import annotations

import re

BLOCK_TAGS = (
    "address|article|aside|audio|blockquote|center|dd|details|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|h[1-6]|header|hr|iframe|lehc-embed|lehc-gallery|li|"
    "main|nav|object|ol|p|pre|section|style|script|summary|table|tbody|td|tfoot|th|"
    "thead|tr|ul|video"
)
# Nothing in these is a paragraph, whatever its blank lines.
WHOLE = re.compile(
    r"(<(pre|script|style|textarea|table|object|svg)\b.*?</\2\s*>|<!--.*?-->)",
    re.S | re.I,
)
BLOCK = re.compile(rf"(</?(?:{BLOCK_TAGS})\b[^>]*>)", re.I)
# What follows these directly is their own text, not a paragraph in them.
LEAF = re.compile(r"<(?:p|h[1-6]|li|d[dt]|figcaption|summary|lehc-embed)\b", re.I)
BREAK = re.compile(r"\s*<br\s*/?>\s*\n?", re.I)
TAG = re.compile(r"<[^<>]+>")
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


def add_paragraphs(text: str) -> str:
    """The text with <p> around what blank lines set apart, and <br> in single ones."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = WHOLE.split(text)
    # split() gives text, what stays whole, name of its tag, text, ...
    return "".join(
        part if index % 3 == 1 else wrap(part)
        for index, part in enumerate(parts)
        if index % 3 != 2
    )


def wrap(text: str) -> str:
    """Paragraphs around what stands between blocks; the blocks stay as they are."""
    done = []
    is_in_leaf = False
    for part in BLOCK.split(text):
        if BLOCK.fullmatch(part):
            done.append(part)
            is_in_leaf = bool(LEAF.match(part))
        elif is_in_leaf:
            done.append(break_lines(part))
        else:
            pieces = [break_lines(piece) for piece in BLANK_LINE.split(part)]
            done += [f"<p>{piece}</p>" for piece in pieces if piece]
    return "".join(done)


def break_lines(text: str) -> str:
    """Line ends as <br>; those within a tag are only spaces."""
    text = TAG.sub(lambda found: found[0].replace("\n", " "), text.strip())
    return BREAK.sub("<br>", text).replace("\n", "<br>")
