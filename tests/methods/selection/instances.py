"""The shipped instances (CC0, see data/README.md), read plainly."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from lehc.methods.selection import Person, Pool, Problem, Target

DATA = Path(__file__).parent / "data"


def read_instance(name: str) -> Problem:
    """The problem in a folder of people.csv, features.csv and meta.json."""
    folder = DATA / name
    targets = tuple(
        Target(row["feature"], row["value"], int(row["min"]), int(row["max"]))
        for row in read_rows(folder / "features.csv")
    )
    features = tuple(dict.fromkeys(target.feature for target in targets))
    people = tuple(
        Person(
            row["id"],
            tuple(row[feature] for feature in features),
            float(row["score"]),
            row.get("team") or None,
        )
        for row in read_rows(folder / "people.csv")
    )
    seats = json.loads((folder / "meta.json").read_text())["k"]
    return Problem(Pool(features, people), targets, seats)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(newline="") as file:
        return list(csv.DictReader(file))
