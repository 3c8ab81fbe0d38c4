"""The design system's own markup, from its Jinja macros (development only)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader


@cache
def _environment() -> Environment:
    return Environment(  # noqa: S701  the macros escape for themselves
        loader=PackageLoader("nhsuk_frontend_jinja"),
        trim_blocks=True,
        undefined=ChainableUndefined,
    )


def render_reference(component: str, **parameters: Any) -> str:
    """One component by the name of its folder, such as ``task-list``."""
    macro = re.sub(r"-(\w)", lambda match: match[1].upper(), component)
    macro = {"tables": "table"}.get(macro, macro)
    template = _environment().from_string(
        f'{{% from "nhsuk/components/{component}/macro.jinja" import {macro} %}}'
        f"{{{{ {macro}(parameters) }}}}"
    )
    return template.render(parameters=parameters)
