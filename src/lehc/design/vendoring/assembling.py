"""Joins the stylesheets and scripts into the one file of each that pages load."""

from __future__ import annotations

import re
from pathlib import Path

DESIGN = Path(__file__).parent.parent
STYLES = DESIGN / "styles"
SCRIPTS = DESIGN / "scripts"
STATIC = DESIGN / "static" / "design"
STYLESHEET = STATIC / "lehc.css"
SCRIPT = STATIC / "lehc.js"


def assemble_styles(folder: Path = STYLES) -> str:
    """Every stylesheet of the folder in the order of their names, without comments."""
    parts = [path.read_text() for path in sorted(folder.glob("*.css"))]
    return _squeeze("\n".join(parts))


def _squeeze(css: str) -> str:
    """Without comments, indentation and empty lines; still one rule a few lines."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    lines = (line.strip() for line in css.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def assemble_script(folder: Path = SCRIPTS) -> str:
    """Every script of the folder in the order of their names."""
    return (
        "\n".join(path.read_text().strip() for path in sorted(folder.glob("*.js")))
        + "\n"
    )


def write_assembled() -> None:
    """Write ``lehc.css`` and ``lehc.js`` where the pages load them from."""
    STYLESHEET.write_text(assemble_styles())
    SCRIPT.write_text(assemble_script())
