from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from lehc.recruitment.easy_read import (
    ANY_PICTURE,
    PICTURES,
    choose_picture,
    find_long_sentence,
)
from lehc.recruitment.validators import validate_easy_read

FIFTEEN = "one two three four five six seven eight nine ten eleven twelve a b c."


@pytest.mark.parametrize(
    ("line", "picture"),
    [
        ("It costs nothing.", "money"),
        ("We write to you.", "letter"),
        ("Ask us.", "phone"),
        ("You meet for 9 months.", "calendar"),
        ("People sit around a table.", "meeting"),
        ("It makes things better.", "growing"),
        ("This is about a course.", "learning"),
        ("It is about health.", "heart"),
        ("Think of the street where you live.", "home"),
        ("Lived experience is what you know from your own life.", "people"),
        ("", "people"),
    ],
)
def test_a_line_has_the_picture_that_says_the_same(line: str, picture: str) -> None:
    assert choose_picture(line) == picture


def test_every_picture_is_drawn_and_has_words_of_its_own() -> None:
    titles = []
    for name in [*(name for name, _ in PICTURES), ANY_PICTURE]:
        drawn = render_to_string("recruitment/flyer/_easy_picture.html", {"name": name})
        (title,) = re.findall(r"<title>(.+?)</title>", drawn)
        titles.append(title)
    assert len(set(titles)) == len(PICTURES) + 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        (FIFTEEN, ""),
        (f"Short. {FIFTEEN}\n\nAnother.", ""),
        (f"Short.\nMore {FIFTEEN}", f"More {FIFTEEN}"),
    ],
)
def test_a_sentence_of_more_than_fifteen_words_is_found(text: str, found: str) -> None:
    assert find_long_sentence(text) == found


def test_a_long_sentence_is_named_so_that_it_can_be_mended() -> None:
    with pytest.raises(ValidationError, match="15 words at most: “More one two"):
        validate_easy_read(f"Short. More {FIFTEEN}")
    validate_easy_read(FIFTEEN)
