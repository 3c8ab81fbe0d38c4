"""Question sets for equality monitoring: versioned data with their source.

The wording keeps changing nationally, so it is a file, never an enum. A set that has
been answered is not edited; a new one is added and named PRESENT_SET.
"""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PRESENT_SET = "england-2026"
PREFER_NOT_TO_SAY = "prefer-not-to-say"


@dataclass(frozen=True)
class Choice:
    """One answer; `parent` is the broader group it counts towards, if any."""

    value: str
    label: str
    parent: str = ""
    own_words: bool = False


@dataclass(frozen=True)
class Question:
    key: str
    words: str
    choices: tuple[Choice, ...]
    hint: str = ""

    def find_choice(self, value: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True)
class QuestionSet:
    name: str
    country: str
    valid_from: datetime.date
    source: str
    questions: tuple[Question, ...]


@cache
def load_question_set(name: str = PRESENT_SET) -> QuestionSet:
    """The set of that name, from the package's own data.

    Raises:
        LookupError: there is none.
    """
    folder = files("lehc.equality") / "data"
    names = {path.name.removesuffix(".toml") for path in folder.iterdir()}
    if name not in names:
        raise LookupError(f"No equality question set is called {name}.")
    data = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    last = Choice(PREFER_NOT_TO_SAY, data["prefer_not_to_say"])
    return QuestionSet(
        name=data["name"],
        country=data["country"],
        valid_from=data["valid_from"],
        source=data["source"],
        questions=tuple(read_question(entry, last) for entry in data["question"]),
    )


def read_question(entry: dict[str, Any], last: Choice) -> Question:
    """A question of the file, with “prefer not to say” as its last answer."""
    choices = (*(Choice(**choice) for choice in entry["choices"]), last)
    return Question(
        key=entry["key"],
        words=entry["words"],
        choices=choices,
        hint=entry.get("hint", ""),
    )
