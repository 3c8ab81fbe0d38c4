"""Every pair of colours that pages put together, measured against WCAG 2.2 AA."""

from __future__ import annotations

import re

import pytest

from lehc.design.vendoring.assembling import STYLES

TEXT, EDGE = 4.5, 3.0
GROUNDS = ["--paper", "--surface", "--sunk"]
READ_ON_GROUNDS = ["--ink", "--ink-soft", "--link", "--link-hover", "--link-active"]
# Text on a ground; links and headings stand on the fills too.
PAIRS: list[tuple[str, str, float]] = [
    *((text, ground, TEXT) for text in READ_ON_GROUNDS for ground in GROUNDS),
    *(("--link-visited", ground, TEXT) for ground in GROUNDS),
    ("--action", "--paper", TEXT),
    ("--action", "--surface", TEXT),
    ("--error", "--paper", TEXT),
    ("--error", "--surface", TEXT),
    ("--on-action", "--action", TEXT),
    ("--on-action", "--action-hover", TEXT),
    ("--on-action", "--action-active", TEXT),
    ("--on-danger", "--danger", TEXT),
    ("--on-danger", "--danger-hover", TEXT),
    ("--on-danger", "--danger-active", TEXT),
    ("--on-coral", "--coral", TEXT),
    ("--on-coral", "--coral-hover", TEXT),
    ("--on-sun", "--sun", TEXT),
    ("--on-leaf", "--leaf", TEXT),
    ("--on-blush", "--blush", TEXT),
    ("--on-focus", "--focus", TEXT),
    ("--ink", "--mist", TEXT),
    ("--ink", "--sun-pale", TEXT),
    ("--link", "--sun-pale", TEXT),
    ("--link", "--mist", TEXT),
    ("--link", "--mist-strong", TEXT),
    ("--ink", "--line", TEXT),
    *((f"--on-data-{step}", f"--data-{step}", TEXT) for step in range(1, 8)),
    # Edges that carry meaning: boxes to type in, the line of the current page.
    ("--line-input", "--paper", EDGE),
    ("--line-input", "--surface", EDGE),
    ("--action", "--sunk", EDGE),
    ("--error", "--sunk", EDGE),
]


def read_palettes() -> dict[str, dict[str, str]]:
    """The custom properties of the light and of the dark scheme."""
    css = (STYLES / "1-palette.css").read_text()
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    found = {
        name: dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6})\b", part))
        for name, part in (("light", light), ("dark", dark))
    }
    return {"light": found["light"], "dark": found["light"] | found["dark"]}


PALETTES = read_palettes()


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2, from 0 for black to 1 for white."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_known_pairs() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_pair_can_be_read(scheme: str, text: str, ground: str, least: float) -> None:
    palette = PALETTES[scheme]
    assert contrast(palette[text], palette[ground]) >= least


def test_focus_can_be_seen() -> None:
    """On paper the dark edge of the focus is seen; in the dark, its yellow."""
    light, dark = PALETTES["light"], PALETTES["dark"]
    assert contrast(light["--on-focus"], light["--paper"]) >= EDGE
    assert contrast(dark["--focus"], dark["--paper"]) >= EDGE


def test_both_schemes_set_every_colour() -> None:
    css = (STYLES / "1-palette.css").read_text()
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    names = [set(re.findall(r"(--[\w-]+):", part)) for part in (light, dark)]
    assert names[0] == names[1]


def test_styles_use_only_colours_of_the_palette() -> None:
    known = set(PALETTES["light"]) | {"--shade"}
    for path in STYLES.glob("*.css"):
        used = set(re.findall(r"var\((--[\w-]+)\)", path.read_text()))
        assert used <= known, path.name


def test_our_own_styles_name_no_colour_but_what_paper_and_codes_need() -> None:
    """Black on paper in print, and white behind a QR code in every scheme."""
    allowed = {
        "4-components.css": {"#ffffff"},
        "6-conversations.css": {"#ffffff"},
        "9-print.css": {"#000000"},
    }
    for path in STYLES.glob("[2-9]*.css"):
        named = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text()))
        assert named == allowed.get(path.name, set()), path.name
