"""Results change in steps of several people, statement by statement. Pure.

Whoever keeps two versions can take one from the other. What is left over must not be
one person's answer, so an answer waits until enough others to the same statement have
come, changed or gone as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.conversations.queries.voting import VoteRows, take_votes
from lehc.conversations.small_numbers import STEP

ANSWERS = 3
NONE = (0, 0, 0)


@dataclass(frozen=True, eq=False)
class Step:
    """Votes as a version may show them.

    `rows` lack the answers that wait. `since` is the log entry up to which a
    statement's answers are shown, by its id as text. In `kept` are statements of which
    an answer was changed or taken back that waits: their old counts stand.
    """

    rows: VoteRows
    since: dict[str, int]
    kept: frozenset[str]


def hold_back(
    rows: VoteRows,
    *,
    counts: Mapping[str, list[int]],
    since: Mapping[str, int],
    now: int,
) -> Step:
    """What a version may show after one with these `counts`; `now` is the last entry.

    How many people's answers to a statement differ is bounded from below, as answers
    taken back leave no trace: those after the entry, and, where fewer older ones are
    left than were shown, as many as are missing.
    """
    keys = [str(pk) for pk in rows.statement_ids]
    until = np.array([since.get(key, 0) for key in keys], dtype=np.int64)
    is_new = rows.entry > until[rows.statement]
    before = np.array([counts.get(key, NONE) for key in keys], dtype=np.int64)
    left = tally(rows, ~is_new)
    shown, old = before.reshape(-1, ANSWERS).sum(axis=1), left.sum(axis=1)
    new = np.bincount(rows.statement[is_new], minlength=len(keys))
    moved = np.where(old > shown, new + old - shown, np.maximum(new, shown - old))
    waits = moved < STEP
    changed = (left != before.reshape(-1, ANSWERS)).any(axis=1)
    stays = ~(is_new & waits[rows.statement])
    return Step(
        rows=take_votes(rows, stays),
        since={
            key: int(entry) if has_to_wait else now
            for key, entry, has_to_wait in zip(keys, until, waits, strict=True)
        },
        kept=frozenset(np.array(keys)[waits & changed].tolist()),
    )


def tally(rows: VoteRows, among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Disagree, pass and agree on each statement in some of the votes."""
    cells = ANSWERS * rows.statement[among] + rows.vote[among] + 1
    found = np.bincount(cells, minlength=ANSWERS * len(rows.statement_ids))
    return found.reshape(-1, ANSWERS)
