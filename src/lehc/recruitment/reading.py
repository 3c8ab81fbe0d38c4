"""Whether anybody has begun to read an application: higher floors register it.

From then on its words stay as they are: what is said of them must fit them.
"""

from __future__ import annotations

from collections.abc import Callable

from lehc.recruitment.models import Application

Reading = Callable[[Application], bool]
_sources: list[Reading] = []


def register_reading(function: Reading) -> Reading:
    """Register `function(application)`: True once somebody has begun to read it."""
    _sources.append(function)
    return function


def is_being_read(application: Application) -> bool:
    return any(function(application) for function in _sources)
