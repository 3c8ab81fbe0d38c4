"""Shortcodes, WordPress's words in square brackets, as elements that the cleaner reads.

Only names that WordPress itself knows do something. Of any other, a pair is unwrapped
and a single one left out with a note, when it looks like one: [sic] and [1] are text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from lehc.site.wordpress.cleaning.pieces import Notes

QUOTES = "\"'“”″"
OPENING = re.compile(r"\[(\[?)([a-zA-Z][\w-]*)((?:\s+[^\[\]<>]*?)?)\s*(/?)\](\]?)")
ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|(\S+))|"([^"]*)"|(\S+)"""
)
KEPT_AS_WRITTEN = re.compile(r"(<(pre|code)\b.*?</\2\s*>|<!--.*?-->)", re.S | re.I)
NUMBERS = re.compile(r"\d{1,18}")
Attributes = dict[str, str]


def expand_shortcodes(text: str, notes: Notes) -> str:
    """The text with each shortcode replaced; code is left as it is written."""
    parts = KEPT_AS_WRITTEN.split(text)
    # split() gives text, kept, name of its tag, text, ...
    return "".join(
        (part if index % 3 == 1 else expand(part, notes))
        for index, part in enumerate(parts)
        if index % 3 != 2
    )


def expand(text: str, notes: Notes) -> str:
    done = []
    at = 0
    while found := OPENING.search(text, at):
        done.append(text[at : found.start()])
        html, at = replace(text, found, notes)
        done.append(html)
    return "".join(done) + text[at:]


def replace(text: str, found: re.Match[str], notes: Notes) -> tuple[str, int]:
    """What stands in the place of one shortcode, and where the text goes on."""
    escaped, name, raw, _, closed = found.groups()
    if escaped and closed:
        return found[0][1:-1], found.end()  # [[name]] is how to write it as text
    name = name.lower()
    attributes = read_attributes(raw)
    content, end = find_content(text, found)
    if name in KNOWN:
        return KNOWN[name](attributes, content or "", notes), end
    if content is not None:
        notes.add(f"shortcode [{name}], its text kept")
        return f"\n\n{expand(content, notes)}\n\n", end
    if raw.strip() or "_" in name or "-" in name:
        notes.add(f"shortcode [{name}]")
        return "", end
    return found[0], end


def find_content(text: str, found: re.Match[str]) -> tuple[str | None, int]:
    """What stands between a shortcode and its closing half, when there is one."""
    if found[4]:
        return None, found.end()
    closing = f"[/{found[2]}]"
    end = text.find(closing, found.end())
    if end < 0:
        return None, found.end()
    return text[found.end() : end], end + len(closing)


def read_attributes(raw: str) -> Attributes:
    """name="value" pairs; values without a name are numbered from 0."""
    found: Attributes = {}
    for match in ATTRIBUTE.finditer(unescape(raw)):
        name, *values, quoted, bare = match.groups()
        value = next((each for each in values if each is not None), "")
        if name:
            found.setdefault(name.lower(), value.strip(QUOTES))
        else:
            index = sum(key.isdecimal() for key in found)
            found[str(index)] = (quoted or bare or "").strip(QUOTES)
    return found


def caption(attributes: Attributes, content: str, notes: Notes) -> str:
    """Old captions stand in an attribute, newer ones after the picture."""
    picture = re.match(
        r"\s*((?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)", content, re.I
    )
    if picture is None:
        return content
    words = attributes.get("caption") or content[picture.end() :].strip()
    return (
        f"\n\n<figure data-attachment={quote(attributes.get('id', ''))}>"
        f"{picture[1]}<figcaption>{words}</figcaption></figure>\n\n"
    )


def gallery(attributes: Attributes, content: str, notes: Notes) -> str:
    named = NUMBERS.findall(attributes.get("ids") or attributes.get("include") or "")
    left_out = NUMBERS.findall(attributes.get("exclude", ""))
    return (
        f"\n\n<lehc-gallery data-ids={quote(' '.join(named))} "
        f"data-not={quote(' '.join(left_out))}></lehc-gallery>\n\n"
    )


def embed(attributes: Attributes, content: str, notes: Notes) -> str:
    address = content.strip() or attributes.get("src") or attributes.get("0", "")
    return f"\n\n<lehc-embed>{escape(unescape(address))}</lehc-embed>\n\n"


def recording(attributes: Attributes, content: str, notes: Notes) -> str:
    """[audio], [video]: the first address that is given."""
    names = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "0")
    address = next((attributes[name] for name in names if attributes.get(name)), "")
    return f"\n\n<audio src={quote(address)}></audio>\n\n"


def playlist(attributes: Attributes, content: str, notes: Notes) -> str:
    notes.add("playlist")
    return ""


def quote(value: str) -> str:
    return f'"{escape(value)}"'


KNOWN: dict[str, Callable[[Attributes, str, Notes], str]] = {
    "caption": caption,
    "wp_caption": caption,
    "gallery": gallery,
    "embed": embed,
    "youtube": embed,
    "vimeo": embed,
    "audio": recording,
    "video": recording,
    "playlist": playlist,
}
