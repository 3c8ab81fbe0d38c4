"""Easy Read: one idea a line, short sentences, a picture that says the same.

After the Department of Health's guidelines of 2010: sentences under 15 words or so,
one idea and one picture at a time, hard words explained.
"""

from __future__ import annotations

import re

from lehc.design.forms.counting import count_words

MOST_WORDS = 15
SENTENCE_END = re.compile(r"(?<=[.?:])\s+")
# Which picture stands beside a line: the first that has one of the line's words.
PICTURES = (
    ("money", ("pay", "cost", "money", "free", "charge")),
    ("letter", ("write", "letter", "e-mail", "form")),
    ("phone", ("phone", "ring", "ask", "listen")),
    ("calendar", ("date", "day", "month", "year", "week")),
    ("meeting", ("meet", "meeting", "table", "together", "group", "talk", "session")),
    ("growing", ("change", "better", "grow", "new", "help")),
    ("learning", ("learn", "learning", "course", "teach", "skill")),
    ("heart", ("health", "care", "well", "nurse", "doctor")),
    ("home", ("home", "house", "live", "street", "town", "neighbour")),
)
ANY_PICTURE = "people"


def list_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def find_long_sentence(text: str) -> str:
    """The first sentence with more words than people can hold, or an empty string."""
    for line in list_lines(text):
        for sentence in SENTENCE_END.split(line):
            if count_words(sentence) > MOST_WORDS:
                return sentence
    return ""


def choose_picture(line: str) -> str:
    """The name of the picture that fits a line's words."""
    words = line.lower()
    for name, keys in PICTURES:
        if any(re.search(rf"\b{re.escape(key)}s?\b", words) for key in keys):
            return name
    return ANY_PICTURE
