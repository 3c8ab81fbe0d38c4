"""One cell: a number, a sex, a name."""

from __future__ import annotations

import math

from lehc.places.enums import Sex
from lehc.places.importing.problems import RowError

SEXES = {
    "male": Sex.MALE,
    "males": Sex.MALE,
    "men": Sex.MALE,
    "m": Sex.MALE,
    "female": Sex.FEMALE,
    "females": Sex.FEMALE,
    "women": Sex.FEMALE,
    "f": Sex.FEMALE,
    "persons": Sex.PERSONS,
    "person": Sex.PERSONS,
    "people": Sex.PERSONS,
    "all persons": Sex.PERSONS,
    "total": Sex.PERSONS,
    "not applicable": Sex.PERSONS,
    "": Sex.PERSONS,
}
NOTHING = frozenset({"", "-", "–", "*", "[x]", "[c]", "[z]", "na", "n/a", "nan", ":"})


def read_number(text: str | None, name: str) -> float | None:
    """A number, or None where the cell says that there is none.

    Raises:
        RowError: it says something else.
    """
    if text is None:
        raise RowError(f"the row is cut short: it has no {name}")
    if text.lower() in NOTHING:
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise RowError(f"{name} is “{text[:30]}”, which is no number") from None
    if not math.isfinite(number):
        raise RowError(f"{name} is “{text[:30]}”, which is no number")
    return number


def read_count(text: str | None, name: str) -> float | None:
    """A number that counts something.

    Raises:
        RowError: it is below nought, or no number.
    """
    number = read_number(text, name)
    if number is not None and number < 0:
        raise RowError(f"{name} is {text}, below nought")
    return number


def read_sex(text: str) -> str:
    try:
        return SEXES[text.lower()].value
    except KeyError:
        raise RowError(f"“{text[:30]}” is no sex that we know") from None


def read_name(text: str) -> str:
    """A name; a Welsh name that is a single space is none."""
    return " ".join(text.split())[:120]
