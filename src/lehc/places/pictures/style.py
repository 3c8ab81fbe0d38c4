"""How a picture looks by itself, in the light colours; the page's are in its own sheet.

A test keeps the two equal: every class here is in the stylesheet, and the other way.
"""

from __future__ import annotations

INK, SOFT, LINE, PAPER = "#25211c", "#5c5348", "#a99c88", "#fffdf9"
ACTION, CORAL, LEAF, MIST = "#0b5d63", "#ff8063", "#cfe5b3", "#d5e8e6"
DATA = (
    "#f6e7c1",
    "#dfe3b4",
    "#b5d8b5",
    "#82c4b5",
    "#4ba5a8",
    "#237f8c",
    "#0c5563",
)
ON_DATA = (INK, INK, INK, INK, INK, "#ffffff", "#ffffff")

_FONT = "font-family:'Atkinson Hyperlegible',Arial,sans-serif"
_RULES = {
    "text": _FONT,
    ".pic-text": f"font-size:13px;fill:{INK}",
    ".pic-soft": f"font-size:12px;fill:{SOFT}",
    ".pic-foot": f"font-size:10px;fill:{SOFT}",
    ".pic-title": f"font-size:17px;font-weight:700;fill:{INK}",
    ".pic-name": f"font-size:14px;font-weight:700;fill:{INK}",
    ".pic-halo": f"stroke:{PAPER};stroke-width:4;stroke-linejoin:round",
    ".pic-big": f"font-size:26px;font-weight:700;fill:{INK}",
    ".pic-huge": f"font-size:40px;font-weight:700;fill:{INK}",
    ".pic-onmap": "font-size:11px;font-weight:700",
    ".pic-grid": f"stroke:{LINE};stroke-width:.6;fill:none",
    ".pic-axis": f"stroke:{SOFT};stroke-width:1;fill:none",
    ".pic-dash": f"stroke:{SOFT};stroke-width:1.2;stroke-dasharray:3 4;fill:none",
    ".pic-area": f"stroke:{SOFT};stroke-linejoin:round",
    ".pic-quiet": f"fill:{MIST};stroke:{SOFT};stroke-linejoin:round",
    ".pic-chosen": f"fill:{CORAL};stroke:{INK};stroke-linejoin:round",
    ".pic-hatch": f"stroke:{SOFT};stroke-width:1;fill:none",
    ".pic-hatch-ground": f"fill:{PAPER}",
    ".pic-women": f"fill:{ACTION};stroke:{ACTION};stroke-width:2",
    ".pic-men": f"fill:{PAPER};stroke:{INK};stroke-width:2",
    ".pic-women-line": f"stroke:{ACTION};stroke-width:3.4;stroke-linecap:round",
    ".pic-men-line": f"stroke:{INK};stroke-width:3.4;stroke-linecap:round",
    ".pic-unsure": "opacity:.45",
    ".pic-slope": f"stroke:{CORAL};stroke-width:4;stroke-linecap:round;fill:none",
    ".pic-road": f"stroke:{CORAL};stroke-width:9;stroke-linecap:round;fill:none",
    ".pic-road-marks": f"stroke:{PAPER};stroke-width:1.4;stroke-dasharray:6 7",
    ".pic-hill": f"fill:{LEAF}",
    ".pic-house": f"fill:{PAPER};stroke:{ACTION};stroke-width:2;stroke-linejoin:round",
    ".pic-door": f"fill:{ACTION}",
    ".pic-limits": f"stroke:{INK};stroke-width:2;stroke-linecap:round;fill:none",
    ".pic-band": f"fill:{CORAL};opacity:.45",
    ".pic-dot": f"fill:{INK}",
    ".pic-stop": f"fill:{PAPER};stroke:{CORAL};stroke-width:4",
    **{f".pic-d{i + 1}": f"fill:{colour}" for i, colour in enumerate(DATA)},
    **{f".pic-o{i + 1}": f"fill:{colour}" for i, colour in enumerate(ON_DATA)},
}

CLASSES = frozenset(name[1:] for name in _RULES if name.startswith("."))
STYLE = "".join(f"{name}{{{rule}}}" for name, rule in _RULES.items())
