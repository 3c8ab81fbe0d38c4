"""A long list to choose from, written in Python.

Django writes each option with a template of its own: two lists of 40 neighbourhoods
took three quarters of a town page's time.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django.forms import Select
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

OPTION = '<option value="{}"{}>{}</option>'
GROUP = '<optgroup label="{}">{}</optgroup>'


class LongSelect(Select):
    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        attributes = self.build_attrs(self.attrs, attrs) | {"name": name}
        options = write_options(self.choices, "" if value is None else str(value))
        return format_html("<select{}>{}</select>", flatatt(attributes), options)


def write_options(choices: Iterable[Any], chosen: str) -> SafeString:
    """Options, or groups of them under a heading."""
    parts = []
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            inner = write_options(label, chosen)
            parts.append(GROUP.format(escape(str(value)), inner))
            continue
        mark = " selected" if str(value) == chosen else ""
        parts.append(OPTION.format(escape(str(value)), mark, escape(str(label))))
    return mark_safe("".join(parts))  # noqa: S308  escaped above
