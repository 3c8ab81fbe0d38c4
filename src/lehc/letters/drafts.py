"""Letters are plain text templates: the first line is the subject."""

from __future__ import annotations

from typing import Any

from django.template import Context, engines


def draft_letter(template_name: str, **facts: Any) -> tuple[str, str]:
    """The subject and body that a letter's template gives for these facts.

    Nothing is escaped: a letter is plain text, and O'Brien is written O'Brien.
    """
    template = engines["django"].get_template(template_name).template
    text = template.render(Context(facts, autoescape=False)).strip()
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"
