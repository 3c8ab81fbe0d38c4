"""Pictures, recordings and what is shown from other sites."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import html

from lehc.site.wordpress.cleaning.gate import pass_gate, read_address
from lehc.site.wordpress.cleaning.pieces import Embed, Picture, Piece, Text
from lehc.site.wordpress.cleaning.walk import Walk

NUMBER = re.compile(r"(?:wp-image-|attachment_)(\d{1,18})")
BACKGROUND = re.compile(r"background(?:-image)?:[^;]*url\(\s*['\"]?([^'\")]+)", re.I)
VIDEO_ID = re.compile(r"/(?:embed|v|shorts)/([\w-]{6,20})")
VIMEO_ID = re.compile(r"/(?:video/)?(\d{4,12})")
# Sites whose address on a line of its own WordPress shows as what it leads to.
SHOWN_SITES = frozenset(
    {
        *("youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com"),
        *("player.vimeo.com", "soundcloud.com", "w.soundcloud.com", "ted.com"),
        *("flickr.com", "videopress.com", "wordpress.tv", "open.spotify.com"),
        *("twitter.com", "x.com", "instagram.com", "facebook.com", "tiktok.com"),
        *("dailymotion.com", "slideshare.net", "scribd.com", "issuu.com"),
    }
)


def read_media(element: html.HtmlElement, walk: Walk) -> Piece | None:
    tag = element.tag
    if tag == "img":
        return read_picture(element, walk)
    if tag in {"picture", "figure"}:
        inner = element.find(".//img")
        return None if inner is None else read_picture(inner, walk, figure=element)
    if tag in {"audio", "video"}:
        return read_recording(element, walk)
    if tag == "lehc-embed":
        return read_embed(element.text_content(), walk, is_meant=True)
    inner = element.find(".//embed")
    source = element.get("src") or element.get("data")
    if not source and inner is not None:
        source = inner.get("src")
    return read_embed(source or "", walk)


def read_embed(text: str, walk: Walk, *, is_meant: bool = False) -> Embed | None:
    """What is shown from another site; a frame from an unknown one is left out."""
    address = read_address(text, "")
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if parts.scheme not in {"http", "https"} or not (is_meant or host in SHOWN_SITES):
        walk.notes.add(f"frame from {host}" if host else "frame without an address")
        return None
    return Embed(plain_address(address, host))


def plain_address(address: str, host: str) -> str:
    """The page of a video rather than its player, which is one address for each."""
    parts = urlsplit(address)
    if host == "youtu.be" and len(parts.path) > 1:
        return f"https://www.youtube.com/watch?v={parts.path[1:].split('/')[0]}"
    if host in {"youtube.com", "youtube-nocookie.com"}:
        named = parse_qs(parts.query).get("v") or VIDEO_ID.findall(parts.path)
        return f"https://www.youtube.com/watch?v={named[0]}" if named else address
    if host == "player.vimeo.com" and (found := VIMEO_ID.match(parts.path)):
        return f"https://vimeo.com/{found[1]}"
    return address


def is_shown_site(address: str) -> bool:
    host = (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")
    return host in SHOWN_SITES


def read_picture(
    image: html.HtmlElement, walk: Walk, figure: html.HtmlElement | None = None
) -> Picture | None:
    address = read_address(image.get("src"), "")
    if not address.lower().startswith(("http://", "https://", "/")):
        walk.notes.add(
            "picture that is written into the text"
            if address == ""
            else "picture with an address that leads nowhere"
        )
        return None
    if image.get("width") in {"0", "1"} and image.get("height") in {"0", "1"}:
        walk.notes.add("picture of one dot, which counts readers")
        return None
    named = [image.get("class") or "", image.get("data-id") or ""]
    if figure is not None:
        named.append(figure.get("data-attachment") or "")
    found = NUMBER.search(" ".join(named))
    number = image.get("data-id") or ""
    return Picture(
        address=address,
        number=int(found[1]) if found else int(number) if number.isdecimal() else 0,
        alternative=squeeze(image.get("alt")),
        caption=read_caption(figure),
    )


def read_caption(figure: html.HtmlElement | None) -> str:
    if figure is None:
        return ""
    captions = [*figure.iter("figcaption"), *figure.find_class("wp-caption-text")]
    return squeeze(captions[0].text_content()) if captions else ""


def read_background(element: html.HtmlElement, walk: Walk) -> Picture | None:
    """The picture behind a cover, which WordPress keeps in a style."""
    found = BACKGROUND.search(element.get("style") or "")
    address = read_address(found[1], "") if found else ""
    if not address.lower().startswith(("http://", "https://", "/")):
        return None
    return Picture(address=address)


def read_gallery(element: html.HtmlElement, walk: Walk) -> list[Piece]:
    """The pictures a gallery names, or else all of its post's own."""
    named = [int(each) for each in (element.get("data-ids") or "").split()]
    left_out = (element.get("data-not") or "").split()
    numbers = named or [each for each in walk.children if str(each) not in left_out]
    if not numbers:
        walk.notes.add("gallery without pictures")
    return [Picture(address="", number=number) for number in numbers]


def read_recording(element: html.HtmlElement, walk: Walk) -> Piece | None:
    """A recording as a link to it: nothing plays, and nothing loads, before a press."""
    inner = element.find(".//source")
    source = element.get("src") or (inner.get("src") if inner is not None else "")
    if is_shown_site(source or ""):
        return read_embed(source or "", walk)
    address = walk.read_link(source)
    if not address:
        walk.notes.add("recording without an address")
        return None
    name = unquote(urlsplit(address).path.rpartition("/")[2]) or address
    verb = "Listen to" if element.tag == "audio" else "Watch"
    if name.lower().endswith((".mp4", ".m4v", ".webm", ".ogv", ".mov")):
        verb = "Watch"
    link = f'<p><a href="{escape(address)}">{verb} {escape(name)}</a></p>'
    return Text(pass_gate(link))


def squeeze(text: str | None) -> str:
    return " ".join((text or "").split())
