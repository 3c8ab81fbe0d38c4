"""Turns the design system's compiled stylesheet into ours.

Keeps the components that the pages use, drops the NHS's own typeface and the rules
for browsers of long ago, and gives every colour to the palette.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

from lehc.design.vendoring.colours import kind_of, replace_colour

# Components that no page of ours uses, and variants that belong to the NHS.
DROPPED = re.compile(
    r"nhsuk-(header|footer|hero|tabs|code|do-dont-list|image|expander|"
    r"warning-callout|link-image|card--care|card--feature|card--top-task|"
    r"card__img|card-group--|panel--interruption|button--login|search-input|"
    r"frontend-supported \.nhsuk-tabs|table__heading-tab|tag--(?!no-colour)|"
    r"lede|u-(?!visually-hidden|margin-top-6)|contents-list|section-break|action-link)"
    r"|--reverse|\.nhsuk-u-font-code"
)
OLD_BROWSERS = re.compile(r"-ms-high-contrast|screen\\0")
LITERAL_MEDIA = re.compile(r"print|forced-colors")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|rgba\([^)]*\)|\bwhite\b|\bblack\b")
NAMED_COLOURS = {"white": "#ffffff", "black": "#000000"}
FONT_STACK = re.compile(r'"?Frutiger W01"?,\s*arial', re.IGNORECASE)
OUR_FONTS = '"Atkinson Hyperlegible", Arial'
ICON_ADDRESS = "/assets/images/"
OUR_ICONS = "icons/"
# The design system sets phones in 16 px and its small print in 14 px; ours are
# 18 and 16: our readers are tired.
BODY_ON_PHONES, OUR_BODY_ON_PHONES = "1rem", "1.125rem"
SMALL_ON_PHONES, OUR_SMALL_ON_PHONES = "0.875rem", "1rem"
BODY_ON_DESKTOPS = "1.1875rem"
KEPT_PROPERTIES = ("--nhsuk-frontend-version", "--nhsuk-breakpoint")


def theme_stylesheet(css: str) -> str:
    """The whole stylesheet, one rule a line, ready to stand before our own."""
    css = FONT_STACK.sub(OUR_FONTS, css).replace(ICON_ADDRESS, OUR_ICONS)
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    lines = list(_write_rules(rules, literal=False))
    return "\n".join(_enlarge_for_phones(lines)) + "\n"


def _enlarge_for_phones(lines: list[str]) -> Iterator[str]:
    """Body text and small print one step larger on phones.

    A rule is body text when the same selectors have the desktop's body size within
    a media query; sizes in print are in points and stay.
    """
    body = {
        line.partition("{")[0]
        for line in lines
        if f"font-size:{BODY_ON_DESKTOPS}" in line
    }
    for line in lines:
        if line.partition("{")[0] in body:
            line = _swap_size(line, BODY_ON_PHONES, OUR_BODY_ON_PHONES)
        yield _swap_size(line, SMALL_ON_PHONES, OUR_SMALL_ON_PHONES)


def _swap_size(line: str, old: str, new: str) -> str:
    return re.sub(rf"\bfont-size:{re.escape(old)}(?=[;}}])", f"font-size:{new}", line)


def _write_rules(rules: Iterable[Node], *, literal: bool) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, ParseError):
            raise ValueError(rule.message)
        if isinstance(rule, QualifiedRule):
            yield from _write_rule(rule, literal=literal)
        elif isinstance(rule, AtRule):
            yield from _write_at_rule(rule, literal=literal)


def _write_at_rule(rule: AtRule, *, literal: bool) -> Iterator[str]:
    """Media, container and support blocks; ``@font-face`` and the rest are dropped."""
    if rule.lower_at_keyword not in {"media", "supports", "container"}:
        return
    condition = _modern_condition(tinycss2.serialize(rule.prelude).strip())
    if not condition or rule.content is None:
        return
    literal = literal or bool(LITERAL_MEDIA.search(condition))
    inner = tinycss2.parse_rule_list(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    lines = list(_write_rules(inner, literal=literal))
    if lines:
        yield f"@{rule.lower_at_keyword} {condition} {{"
        yield from lines
        yield "}"


def _modern_condition(condition: str) -> str:
    """The condition without its alternatives for browsers of long ago."""
    parts = [part.strip() for part in condition.split(",")]
    return ", ".join(part for part in parts if not OLD_BROWSERS.search(part))


def _write_rule(rule: QualifiedRule, *, literal: bool) -> Iterator[str]:
    selectors = [
        selector
        for selector in _split_selectors(rule.prelude)
        if not DROPPED.search(selector)
    ]
    if not selectors:
        return
    declarations = _write_declarations(rule, selectors, literal=literal)
    if declarations:
        yield f"{','.join(selectors)}{{{';'.join(declarations)}}}"


def _split_selectors(prelude: Iterable[Node]) -> list[str]:
    groups: list[list[Node]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            groups.append([])
        else:
            groups[-1].append(token)
    return [" ".join(tinycss2.serialize(group).split()) for group in groups]


def _write_declarations(
    rule: QualifiedRule, selectors: list[str], *, literal: bool
) -> list[str]:
    declarations = [
        item
        for item in tinycss2.parse_blocks_contents(rule.content)
        if isinstance(item, Declaration) and _is_kept(item.name)
    ]
    focused = any("#ffeb3b" in tinycss2.serialize(d.value) for d in declarations)
    focused = focused or all(":focus" in selector for selector in selectors)
    written = []
    for declaration in declarations:
        value = tinycss2.serialize(declaration.value).strip()
        if not literal:
            value = _give_to_palette(declaration.name, value, focused=focused)
        important = "!important" if declaration.important else ""
        written.append(f"{declaration.name}:{value}{important}")
    return written


def _is_kept(name: str) -> bool:
    return not name.startswith("--") or name.startswith(KEPT_PROPERTIES)


def _give_to_palette(name: str, value: str, *, focused: bool) -> str:
    kind = kind_of(name)
    if kind is None:
        return value

    def replace(match: re.Match[str]) -> str:
        colour = NAMED_COLOURS.get(match[0], match[0].lower())
        if colour.startswith("rgba"):
            return _replace_rgba(colour, kind=kind, focused=focused)
        return replace_colour(colour, kind=kind, focused=focused)

    return re.sub(
        r"#[0-9a-fA-F]{6}\b|rgba\([^)]*\)|\bwhite\b|\bblack\b", replace, value
    )


def _replace_rgba(colour: str, *, kind: str, focused: bool) -> str:
    """A see-through colour: nothing at 0, the solid one at 0.99, else a mixture."""
    red, green, blue, opacity = re.findall(r"[\d.]+", colour)
    if float(opacity) == 0:
        return "transparent"
    if kind == "shade":
        return replace_colour(f"{red},{green},{blue}", kind=kind, focused=False)
    solid = f"#{int(red):02x}{int(green):02x}{int(blue):02x}"
    painted = replace_colour(solid, kind=kind, focused=focused)
    if float(opacity) > 0.9:
        return painted
    return f"color-mix(in srgb, {painted} {float(opacity):.0%}, transparent)"
