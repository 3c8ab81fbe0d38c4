from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines

import lehc
from lehc.letters.drafts import draft_letter

ROOT = Path(lehc.__file__).parent
TEMPLATES = sorted(
    path.relative_to(ROOT.joinpath(path.relative_to(ROOT).parts[0], "templates"))
    for path in ROOT.glob("*/templates/*/letters/*.txt")
)


def test_first_line_is_the_subject_and_nothing_is_escaped():
    subject, body = draft_letter("accounts/letters/erased.txt", called="O'Brien & Co")
    assert subject == "Your account is closed and your data is erased"
    assert body.startswith("Hello O'Brien & Co,\n\nas you asked,")
    assert body.endswith("you spent with us.\n")


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_every_letter_has_a_subject_and_a_body(name):
    source = engines["django"].get_template(str(name)).template.source
    first, _, rest = source.partition("\n")
    assert 5 < len(first) < 150
    assert rest.strip()
