"""Letters are plain text templates: the first line is the subject."""

from __future__ import annotations

from typing import Any, cast

from django.template import Context, engines
from django.template.backends.django import DjangoTemplates


def draft_letter(template_name: str, **facts: Any) -> tuple[str, str]:
    """The subject and body that a letter's template gives for these facts.

    Nothing is escaped: a letter is plain text, and O'Brien is written O'Brien.
    """
    engine = cast(DjangoTemplates, engines["django"]).engine
    template = engine.get_template(template_name)
    text = template.render(Context(facts, autoescape=False))
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"
