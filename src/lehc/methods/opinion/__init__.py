"""Votes in, an opinion map out: where people differ, and whether there are groups.

    votes = gather_votes(person, statement, vote)
    found = draw_map(votes, rng=numpy.random.default_rng(seed))

`draw_map` is our own mode, `draw_compatible_map` gives red-dwarf's answer, and
`describe_given_groups` gives Polis's statistics for groups from outside. `LiveVotes`
takes votes one at a time.
"""

from __future__ import annotations

from lehc.methods.opinion.axes import place_one
from lehc.methods.opinion.compatible import CompatibleMap, draw_compatible_map
from lehc.methods.opinion.counts import (
    NO_GROUP,
    GroupCounts,
    count_by_group,
    count_everybody,
)
from lehc.methods.opinion.evidence import GroupStatement
from lehc.methods.opinion.given import GivenGroups, describe_given_groups
from lehc.methods.opinion.intervals import difference_interval, wilson_interval
from lehc.methods.opinion.live import LiveMap, LiveVotes
from lehc.methods.opinion.opinion_map import OpinionMap, draw_map
from lehc.methods.opinion.representative import ListedStatement
from lehc.methods.opinion.routing import draw_next, statement_priorities
from lehc.methods.opinion.votes import VoteMatrix, VotesError, gather_votes

__all__ = [
    "NO_GROUP",
    "CompatibleMap",
    "GivenGroups",
    "GroupCounts",
    "GroupStatement",
    "ListedStatement",
    "LiveMap",
    "LiveVotes",
    "OpinionMap",
    "VoteMatrix",
    "VotesError",
    "count_by_group",
    "count_everybody",
    "describe_given_groups",
    "difference_interval",
    "draw_compatible_map",
    "draw_map",
    "draw_next",
    "gather_votes",
    "place_one",
    "statement_priorities",
    "wilson_interval",
]
