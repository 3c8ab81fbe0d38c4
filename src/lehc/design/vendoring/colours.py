"""Which of our colours stands where the design system's own colour stood.

The compiled stylesheet names each colour as a number. We replace every number by
one of the custom properties of ``styles/1-palette.css``, so that one palette
serves light and dark. A colour that stands in no table stops the vendoring: no
page may keep a colour that nobody has measured.
"""

from __future__ import annotations

FOCUS_INK = {"#212b32", "#000000"}

# What a colour is used for, by the property that carries it.
KINDS = {
    "color": "text",
    "fill": "text",
    "text-decoration-color": "text",
    "-webkit-text-fill-color": "text",
    "background": "ground",
    "background-color": "ground",
    "background-image": "shade",
    "box-shadow": "edge",
    "text-shadow": "edge",
    "outline": "edge",
    "outline-color": "edge",
}
EDGE_PREFIX = "border"

TEXT = {
    "#ffffff": "--on-action",
    "#212b32": "--ink",
    "#000000": "--ink",
    "#4c6272": "--ink-soft",
    "#005eb8": "--link",
    "#330072": "--link-visited",
    "#7c2855": "--link-hover",
    "#002f5c": "--link-active",
    "#d5281b": "--error",
    "#007f3b": "--action",
    "#951c13": "--danger-hover",
    "#6b140e": "--danger-active",
    "#00662f": "--link-hover",
    "#00401e": "--link-active",
    "#c7dcef": "--on-action",
}

GROUND = {
    "#ffffff": "--surface",
    "#f0f4f5": "--paper",
    "#d8dde0": "--line",
    "#e0e4e6": "--sunk",
    "#fff9c4": "--sun-pale",
    "#ffeb3b": "--focus",
    "#fff59d": "--focus",
    "#212b32": "--ink",
    "#4c6272": "--ink-soft",
    "#005eb8": "--action",
    "#0055a6": "--action",
    "#007f3b": "--action",
    "#00662f": "--action-hover",
    "#00401e": "--action-active",
    "#004b93": "--action-hover",
    "#002f5c": "--action-active",
    "#d9e7f4": "--mist",
    "#c7dcef": "--mist-strong",
    "#d5281b": "--danger",
    "#aa2016": "--danger-hover",
    "#6b140e": "--danger-active",
    "#ffdc8e": "--sun",
}

EDGE = {
    "#ffffff": "--surface",
    "#212b32": "--ink",
    "#000000": "--ink",
    "#4c6272": "--line-input",
    "#768692": "--line-input",
    "#aeb7bd": "--line-strong",
    "#d8dde0": "--line",
    "#f0f4f5": "--line",
    "#e0e4e6": "--line",
    "#ffeb3b": "--focus",
    "#005eb8": "--action",
    "#0055a6": "--action",
    "#004b93": "--action-hover",
    "#337ec6": "--action",
    "#002f5c": "--action-active",
    "#00401e": "--action-active",
    "#007f3b": "--action",
    "#d5281b": "--error",
    "#6b140e": "--danger-active",
}

# rgba(...) by its three numbers: the shadow that says "there is more to the side".
SHADE = {"0,28,55": "--shade"}

TABLES = {"text": TEXT, "ground": GROUND, "edge": EDGE, "shade": SHADE}


class UnknownColourError(ValueError):
    """A colour of the design system that no table above names."""


def kind_of(property_name: str) -> str | None:
    """What the property paints; None when it paints nothing."""
    if property_name.startswith(EDGE_PREFIX):
        return "edge"
    return KINDS.get(property_name)


def replace_colour(colour: str, *, kind: str, focused: bool) -> str:
    """Our custom property for one colour, as ``var(--name)``.

    ``focused`` says that the rule also paints the focus yellow, on which text and
    edges stay dark in every scheme.
    """
    if focused and kind in {"text", "edge"} and colour in FOCUS_INK:
        return "var(--on-focus)"
    try:
        return f"var({TABLES[kind][colour]})"
    except KeyError:
        message = f"{colour} ({kind}) is in no table of colours.py"
        raise UnknownColourError(message) from None
