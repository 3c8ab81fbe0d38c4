"""Writing SVG: shapes as text, and the picture around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from django.utils.safestring import SafeString, mark_safe

from lehc.places.pictures.style import STYLE

NAMESPACE = "http://www.w3.org/2000/svg"
MARGIN = 16
HEAD = 44
LINE_HEIGHT, LETTER_WIDTH = 14, 5.2
GROUND = "#fffdf9"


@dataclass(frozen=True)
class Picture:
    """What is drawn, how large, and what it says to somebody who can't see it."""

    key: str
    title: str
    description: str
    width: float
    height: float
    body: str
    footnote: str = ""

    def inline(self, variant: str = "") -> SafeString:
        """For a page: the stylesheet colours it. `variant` says on which screens."""
        name = f"{self.key}{variant and '-'}{variant}"
        extra = f" lehc-pic--{variant}" if variant else ""
        return mark_safe(  # noqa: S308  every text in it was escaped where it was written
            f'<svg class="lehc-pic{extra}" viewBox="0 0 {short(self.width)} '
            f'{short(self.height)}" role="img" aria-labelledby="{name}-t {name}-d" '
            f'xmlns="{NAMESPACE}"><title id="{name}-t">{escape(self.title)}</title>'
            f'<desc id="{name}-d">{escape(self.description)}</desc>'
            f"{shorten(self.body)}</svg>"
        )

    @property
    def outer_size(self) -> tuple[float, float]:
        """The size of the file: the picture with its title and footnote."""
        note = len(self._footnote_lines)
        foot = LINE_HEIGHT * note + (12 if note else 0)
        return self.width + 2 * MARGIN, round(self.height + HEAD + foot + MARGIN)

    @property
    def _footnote_lines(self) -> list[str]:
        return split_lines(self.footnote, round(self.width / LETTER_WIDTH))

    def standalone(self) -> str:
        """A file of its own: with its colours, its title and where it is from."""
        width, height = self.outer_size
        top = HEAD + self.height + 20
        lines = "".join(
            text(MARGIN, top + LINE_HEIGHT * place, words, "pic-foot")
            for place, words in enumerate(self._footnote_lines)
        )
        return (
            f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {short(width)} {short(height)}" '
            f'width="{short(width)}" height="{short(height)}" role="img">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.description)}</desc>"
            f"<style>{STYLE}</style>"
            f'<rect width="100%" height="100%" fill="{GROUND}"/>'
            f"{text(MARGIN, 28, self.title, 'pic-title')}"
            f'<g transform="translate({MARGIN} {HEAD})">'
            f"{shorten(self.body)}</g>{lines}</svg>"
        )

    def with_footnote(self, words: str) -> Picture:
        return replace(self, footnote=words)


def short(number: float) -> str:
    """A coordinate in as few signs as a tenth of a point needs."""
    written = f"{number:.1f}"
    return written.removesuffix(".0")


def shorten(body: str) -> str:
    """Shapes with their whole coordinates as short as they go.

    Once over a picture instead of number by number: a page has three thousand. No text
    in it holds a quotation mark, so nothing but coordinates ends this way.
    """
    return body.replace('.0"', '"')


def text(
    x: float, y: float, words: str, kind: str = "pic-text", anchor: str = ""
) -> str:
    at = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}"{at}>{escape(words)}</text>'


def haloed(x: float, y: float, words: str, kind: str, anchor: str = "") -> str:
    """Text that stays readable on whatever lies behind it."""
    return text(x, y, words, f"{kind} pic-halo", anchor) + text(
        x, y, words, kind, anchor
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'class="{kind}"/>'
    )


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" class="{kind}"/>'
    )


def circle(x: float, y: float, radius: float, kind: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" class="{kind}"/>'


def path(d: str, kind: str) -> str:
    return f'<path d="{d}" class="{kind}"/>'


def polyline(points: Iterable[tuple[float, float]], kind: str) -> str:
    return path("M" + "L".join(f"{short(x)} {short(y)}" for x, y in points), kind)


def split_lines(words: str, most: int) -> list[str]:
    """Words in lines of at most so many letters; a longer word stands alone."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
