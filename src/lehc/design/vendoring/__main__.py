"""Fetches the packages with npm, takes what the pages need, assembles the files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from lehc.design.vendoring.assembling import (
    SCRIPTS,
    STATIC,
    STYLES,
    write_assembled,
)
from lehc.design.vendoring.theming import theme_stylesheet

PACKAGES = {
    "nhsuk-frontend": "10.6.1",
    "htmx.org": "2.0.11",
    "@fontsource/atkinson-hyperlegible": "5.3.0",
}
FONT_FILES = [
    "atkinson-hyperlegible-latin-400-normal.woff2",
    "atkinson-hyperlegible-latin-700-normal.woff2",
]
EXPORTS = re.compile(r"export\s*\{[^}]*\};?\s*$")
SOURCE_MAP = re.compile(r"//# sourceMappingURL=.*")
FORBIDDEN = ("Frutiger", "assets.nhs.uk", "sourceMappingURL")


def main(arguments: list[str]) -> None:
    """Fetch everything and assemble; with ``styles`` only assemble."""
    if arguments != ["styles"]:
        with tempfile.TemporaryDirectory() as folder:
            _vendor_packages(Path(folder))
    write_assembled()


def _vendor_packages(folder: Path) -> None:
    nhsuk, htmx, font = (
        _fetch_package(name, version, folder) for name, version in PACKAGES.items()
    )
    _vendor_design_system(nhsuk)
    shutil.copy(htmx / "dist" / "htmx.min.js", STATIC / "htmx.js")
    shutil.copy(htmx / "LICENSE", STATIC / "htmx-LICENSE.txt")
    for name in FONT_FILES:
        shutil.copy(font / "files" / name, STATIC / "fonts" / name)
    shutil.copy(font / "LICENSE", STATIC / "fonts" / "OFL.txt")


def _fetch_package(name: str, version: str, folder: Path) -> Path:
    """Download one package with npm, which checks its hash; its unpacked folder."""
    target = folder / name.replace("/", "-")
    target.mkdir()
    subprocess.run(  # noqa: S603  the names stand above
        ["npm", "pack", "--silent", f"{name}@{version}"],  # noqa: S607
        cwd=target,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = target.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(target, filter="data")
    return target / "package"


def _vendor_design_system(package: Path) -> None:
    source = package / "dist" / "nhsuk"
    css = theme_stylesheet((source / "nhsuk-frontend.css").read_text())
    script = (source / "nhsuk-frontend.min.js").read_text()
    script = EXPORTS.sub("", SOURCE_MAP.sub("", script))
    for text in (css, script):
        _refuse_forbidden(text)
    (STYLES / "0-nhsuk.css").write_text(css)
    (SCRIPTS / "0-nhsuk.js").write_text(script)
    for name in sorted(set(re.findall(r"icons/([\w-]+\.svg)", css))):
        shutil.copy(source / "assets" / "images" / name, STATIC / "icons" / name)


def _refuse_forbidden(text: str) -> None:
    for word in FORBIDDEN:
        if word in text:
            message = f"{word} is left in the vendored files"
            raise ValueError(message)


if __name__ == "__main__":
    main(sys.argv[1:])
