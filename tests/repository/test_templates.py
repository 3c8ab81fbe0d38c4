from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

import lehc

ROOT = Path(lehc.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
BLOCK = re.compile(r"\{% block (\w+)")
NAMED_URL = re.compile(r"\{% url .* as (\w+) %\}$")
WORD = re.compile(r"\w+")


def read_addresses(text: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """In which blocks each named address is set, and in which words are used."""
    set_in: dict[str, set[str]] = defaultdict(set)
    used_in: dict[str, set[str]] = defaultdict(set)
    block = ""
    for tag in TAG.findall(text):
        if found := BLOCK.match(tag):
            block = found[1]
        elif tag.startswith("{% endblock"):
            block = ""
        elif found := NAMED_URL.match(tag):
            set_in[found[1]].add(block)
        else:
            for word in WORD.findall(tag):
                used_in[word].add(block)
    return set_in, used_in


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_addresses_are_used_in_the_block_that_names_them(path: Path) -> None:
    """A block can't see what another has named: a link there would lead nowhere."""
    set_in, used_in = read_addresses(path.read_text())
    lost = {name: used_in[name] - blocks for name, blocks in set_in.items()}
    assert {name: blocks for name, blocks in lost.items() if blocks} == {}


PAGES = [path for path in TEMPLATES if not path.name.endswith("_pdf.html")]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_hold_no_inline_style_or_script(path: Path) -> None:
    """The content security policy would stop them."""
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", text)


STYLESHEET = ROOT / "design" / "static" / "design" / "lehc.css"
UTILITY = re.compile(r"nhsuk-u-[\w-]+")


def test_pages_use_no_utility_that_was_left_out() -> None:
    """Most of the design system's are left out: they weigh, and no page used them."""
    used = {name for path in TEMPLATES for name in UTILITY.findall(path.read_text())}
    assert used - set(UTILITY.findall(STYLESHEET.read_text())) == set()


def test_every_document_brings_our_typeface() -> None:
    """A document may fetch nothing, and falls back to a plainer one without a word."""
    documents = [path for path in TEMPLATES if path.name.endswith("_pdf.html")]
    assert documents
    assert [p.name for p in documents if "document_fonts" not in p.read_text()] == []
