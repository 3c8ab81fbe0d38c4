"""Rows of the tables: statements over everybody, and by group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lehc.conversations.calculations.conversation import Conversation
from lehc.conversations.findings import Cell, StatementFinding
from lehc.methods.opinion import GroupCounts, wilson_interval

Floats = NDArray[np.float64]


def make_statements(
    talk: Conversation,
    everybody: GroupCounts,
    shown: NDArray[np.bool_],
    consensus: Floats,
    priorities: Floats,
) -> tuple[StatementFinding, ...]:
    """One row a statement, in the order of the ids; `everybody` is one group."""
    agree, disagree = everybody.agree[0], everybody.disagree[0]
    votes = everybody.votes[0]
    low, high = wilson_interval(agree, votes)
    share = agree / np.maximum(votes, 1)
    columns = (agree, disagree, votes, share, low, high, consensus, priorities)
    table = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(
        StatementFinding(
            talk.statement_ids[row],
            talk.texts[row],
            bool(shown[row]),
            yes,
            no,
            cast - yes - no,
            cast,
            *figures,
        )
        for row, (yes, no, cast, *figures) in enumerate(table)
    )


def make_cells(
    talk: Conversation,
    counts: GroupCounts,
    names: tuple[str, ...],
    shown: NDArray[np.bool_],
) -> tuple[Cell, ...]:
    """One row for each group and statement that is shown."""
    cells = []
    low, high = wilson_interval(counts.agree, counts.votes)
    for group, name in enumerate(names):
        for statement in np.flatnonzero(shown).tolist():
            agree, votes = (
                counts.agree[group, statement],
                counts.votes[group, statement],
            )
            cells.append(
                Cell(
                    name,
                    talk.statement_ids[statement],
                    int(agree),
                    int(counts.disagree[group, statement]),
                    int(votes),
                    float(agree / max(votes, 1)),
                    float(low[group, statement]),
                    float(high[group, statement]),
                )
            )
    return tuple(cells)
