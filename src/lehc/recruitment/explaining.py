"""More to read about how a call chooses: higher floors register a page of theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lehc.recruitment.models import Application, Call


@dataclass(frozen=True)
class Explanation:
    """A public page, and the words of the link that leads to it."""

    label: str
    url: str


Source = Callable[[Call], Explanation | None]
NextStep = Callable[[Application], Explanation | None]
_sources: list[Source] = []
_next_steps: list[NextStep] = []


def register_explanation(source: Source) -> Source:
    """Register `function(call)`: the page, or None while there is nothing to read."""
    _sources.append(source)
    return source


def list_explanations(call: Call) -> list[Explanation]:
    """What anybody may read about how this call chooses, floor by floor."""
    found = (source(call) for source in _sources)
    return [explanation for explanation in found if explanation is not None]


def register_next_step(step: NextStep) -> NextStep:
    """Register `function(application)`: what its person may do once they are told."""
    _next_steps.append(step)
    return step


def list_next_steps(application: Application) -> list[Explanation]:
    """What the applicant may do now that they have had a decision."""
    found = (step(application) for step in _next_steps)
    return [explanation for explanation in found if explanation is not None]
