"""The three real conversations, as arrays (see data/SOURCES.md)."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lehc.methods.opinion.votes import VoteMatrix, gather_votes

DATA = Path(__file__).parent / "data"
NAMES = ("london-youth-policing", "scoop-biodiversity", "vtaiwan-uberx")


@dataclass(frozen=True, eq=False)
class Conversation:
    """Votes as arrays, with the ids that rows and columns stand for."""

    name: str
    votes: VoteMatrix
    person: np.ndarray
    statement: np.ndarray
    vote: np.ndarray
    person_ids: list[str]
    statement_ids: list[str]
    moderated: np.ndarray
    meta: np.ndarray
    reference: dict[str, Any]

    def labels(self, group_of: dict[str, int]) -> np.ndarray:
        """A published grouping as one label a person, -1 for people without one."""
        return np.array([group_of.get(person, -1) for person in self.person_ids])


@cache
def read_conversation(name: str) -> Conversation:
    """Read one conversation, people and statements in the order of their numbers."""
    table = np.loadtxt(
        io.StringIO(_text(name)), delimiter=",", skiprows=1, dtype=np.int64
    )[:, -3:]
    statement_ids, statement = np.unique(table[:, 0], return_inverse=True)
    person_ids, person = np.unique(table[:, 1], return_inverse=True)
    with (DATA / name / "statements.csv").open(newline="", encoding="utf-8") as file:
        about = {int(row["statement_id"]): row for row in csv.DictReader(file)}
    meta = np.array([about[int(each)]["is_meta"] == "1" for each in statement_ids])
    out = np.array([about[int(each)]["moderated"] == "-1" for each in statement_ids])
    with gzip.open(DATA / name / "reference.json.gz") as file:
        reference = json.load(file)
    return Conversation(
        name,
        gather_votes(person, statement, table[:, 2]),
        person,
        statement,
        table[:, 2],
        [str(each) for each in person_ids],
        [str(each) for each in statement_ids],
        out | meta,
        meta,
        reference,
    )


def _text(name: str) -> str:
    plain = DATA / name / "votes.csv"
    if plain.exists():
        return plain.read_text()
    return gzip.decompress((DATA / name / "votes.csv.gz").read_bytes()).decode()
