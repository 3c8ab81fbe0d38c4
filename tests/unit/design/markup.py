"""Two pieces of HTML compared as a browser would see them, not as they are typed.

Spaces between words, the order of attributes and of classes, and the names of ids
do not matter; ids are renamed in the order in which they appear.
"""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "path"}
REFERRING = {"for", "aria-describedby", "aria-labelledby", "aria-controls"}


class _Reader(HTMLParser):
    """Writes down each start, text and end as one line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.texts: list[str] = []
        self.ids: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        written = sorted(self._write(name, value or "") for name, value in attrs)
        self.lines.append(" ".join([f"<{tag}", *written]) + ">")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        if tag not in VOID:
            self.lines.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def _flush(self) -> None:
        text = " ".join("".join(self.texts).split())
        self.texts = []
        if text:
            self.lines.append(text)

    def _write(self, name: str, value: str) -> str:
        if name == "class":
            value = " ".join(sorted(value.split()))
        elif name == "id":
            value = self._rename(value)
        elif name in REFERRING:
            value = " ".join(self._rename(word) for word in value.split())
        elif name == "href" and value.startswith("#"):
            value = f"#{self._rename(value[1:])}"
        return f'{name}="{value}"' if value else name

    def _rename(self, identifier: str) -> str:
        return self.ids.setdefault(identifier, f"id{len(self.ids)}")


def normalise(html: str) -> list[str]:
    """The HTML as lines: a start tag, a text, or an end tag each."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader._flush()
    return reader.lines
