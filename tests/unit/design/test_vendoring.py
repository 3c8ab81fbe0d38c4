"""What is taken from other packages, and what is made of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lehc.design.vendoring import assembling
from lehc.design.vendoring.__main__ import PACKAGES
from lehc.design.vendoring.colours import UnknownColourError
from lehc.design.vendoring.theming import theme_stylesheet

SHIPPED = [assembling.STYLESHEET, assembling.SCRIPT]
TEXTS = [
    path
    for path in assembling.STATIC.rglob("*")
    if path.suffix in {".css", ".js", ".svg"}
]


def test_assembled_files_are_up_to_date() -> None:
    """Run ``python -m lehc.design.vendoring styles`` when this fails."""
    assert assembling.STYLESHEET.read_text() == assembling.assemble_styles()
    assert assembling.SCRIPT.read_text() == assembling.assemble_script()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_nothing_of_the_nhs_and_no_source_map_is_left(path: Path) -> None:
    text = path.read_text()
    for word in ("Frutiger", "assets.nhs.uk", "sourceMappingURL", "nhsuk-logo"):
        assert word not in text


def test_pages_ask_nobody_else_for_anything() -> None:
    css = assembling.STYLESHEET.read_text()
    addresses = re.findall(r"url\(\"?([^)\"]+)", css)
    assert addresses
    for address in addresses:
        assert (assembling.STATIC / address).is_file(), address
    assert "@import" not in css


def test_first_load_is_light() -> None:
    """Under 100 kB with a page of 20: stylesheet, script and two weights of type."""
    import gzip

    packed = sum(len(gzip.compress(path.read_bytes())) for path in SHIPPED)
    fonts = sum(path.stat().st_size for path in assembling.STATIC.rglob("*.woff2"))
    assert packed + fonts < 80_000


def test_licences_name_the_versions() -> None:
    text = (assembling.STATIC / "LICENCES.md").read_text()
    assert f"NHS.UK frontend {PACKAGES['nhsuk-frontend']}" in text
    assert f"htmx {PACKAGES['htmx.org']}" in text
    assert f'version="{PACKAGES["nhsuk-frontend"]}"' in assembling.SCRIPT.read_text()
    htmx = (assembling.STATIC / "htmx.js").read_text()
    assert f'version:"{PACKAGES["htmx.org"]}"' in htmx
    assert "SIL OPEN FONT LICENSE" in (assembling.STATIC / "fonts/OFL.txt").read_text()


def theme(css: str) -> list[str]:
    return theme_stylesheet(css).splitlines()


def test_colours_go_to_the_palette_by_what_they_paint() -> None:
    assert theme("a{color:#005eb8;border:1px solid #d8dde0;background:white}") == [
        "a{color:var(--link);border:1px solid var(--line);background:var(--surface)}"
    ]


def test_focus_keeps_dark_ink_in_every_scheme() -> None:
    assert theme("a:focus{color:#212b32;background-color:#ffeb3b}") == [
        "a:focus{color:var(--on-focus);background-color:var(--focus)}"
    ]


def test_colours_for_print_and_forced_colours_stay() -> None:
    assert theme("@media print{a{color:#000000}}") == [
        "@media print {",
        "a{color:#000000}",
        "}",
    ]


def test_see_through_colours() -> None:
    assert theme("a{background-color:rgba(255, 255, 255, 0)}") == [
        "a{background-color:transparent}"
    ]
    assert theme("a{color:rgba(33, 43, 50, 0.99)}") == ["a{color:var(--ink)}"]
    assert theme("a{background-color:rgba(216, 221, 224, 0.5)}") == [
        "a{background-color:color-mix(in srgb, var(--line) 50%, transparent)}"
    ]


def test_unmeasured_colour_stops_it() -> None:
    with pytest.raises(UnknownColourError, match=r"#123456 \(text\) is in no table"):
        theme("a{color:#123456}")


def test_leaves_out_what_we_do_not_use() -> None:
    css = """
    @font-face{font-family:Frutiger W01;src:url(x)}
    .nhsuk-header{color:#ffffff}
    .nhsuk-header__logo, .nhsuk-card{margin:0}
    @media print and (-ms-high-contrast: active){a{margin:0}}
    @media screen and (forced-colors: active), (-ms-high-contrast: active){a{margin:0}}
    """
    assert theme(css) == [
        ".nhsuk-card{margin:0}",
        "@media screen and (forced-colors: active) {",
        "a{margin:0}",
        "}",
    ]


def test_selectors_with_commas_inside_stay_whole() -> None:
    assert theme("a:is(b, c), d{margin:0!important}") == [
        "a:is(b, c),d{margin:0!important}"
    ]


def test_type_and_icons_are_ours() -> None:
    assert theme("a{font-family:Frutiger W01, arial, sans-serif}") == [
        'a{font-family:"Atkinson Hyperlegible", Arial, sans-serif}'
    ]
    assert theme('a{background-image:url("/assets/images/x.svg")}') == [
        'a{background-image:url("icons/x.svg")}'
    ]


def test_phones_read_larger_text() -> None:
    css = """
    p{font-size:1rem;line-height:1.5}
    @media (min-width:40.0625em){p{font-size:1.1875rem}}
    small{font-size:0.875rem}
    i{font-size:1rem}
    """
    assert theme(css) == [
        "p{font-size:1.125rem;line-height:1.5}",
        "@media (min-width:40.0625em) {",
        "p{font-size:1.1875rem}",
        "}",
        "small{font-size:1rem}",
        "i{font-size:1rem}",
    ]


def test_assembling_joins_in_order_without_comments(tmp_path: Path) -> None:
    (tmp_path / "2-b.css").write_text("b {\n  margin: 0;\n}\n")
    (tmp_path / "1-a.css").write_text("/* why\nso */\n\na{margin:0}\n")
    assert assembling.assemble_styles(tmp_path) == "a{margin:0}\nb {\nmargin: 0;\n}\n"
