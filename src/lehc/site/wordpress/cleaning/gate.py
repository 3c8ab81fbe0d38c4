"""The last gate: nothing is kept that nh3 would not let through."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

import nh3

TAGS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "hr",
        "br",
        "b",
        "i",
        "a",
        "sub",
        "sup",
        "code",
        "s",
    ]
)
ATTRIBUTES = {"a": {"href"}}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def pass_gate(html: str) -> str:
    """The HTML with nothing in it but the few tags that our pages know."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def read_address(text: str | None, blog: str) -> str:
    """An address that may be followed, or nothing.

    Addresses on the old blog become addresses on this site, which answers all of them.
    """
    # Browsers drop these before they read a scheme, so that “java\\nscript:” is one.
    text = "".join(text.split()) if text else ""
    text = "".join(sign for sign in text if sign.isprintable())
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme and parts.scheme.lower() not in SCHEMES:
        return ""
    if parts.netloc and is_same_site(parts.netloc, blog):
        rest = parts._replace(scheme="", netloc="").geturl()
        return rest if rest.startswith("/") and not rest.startswith("//") else "/"
    return "https:" + text if text.startswith("//") else text


def is_same_site(host: str, blog: str) -> bool:
    ours = urlsplit(blog).netloc.lower().removeprefix("www.")
    return bool(ours) and host.lower().removeprefix("www.") == ours


def write_link(inner: str, address: str) -> str:
    return f'<a href="{escape(address)}">{inner}</a>' if address else inner
