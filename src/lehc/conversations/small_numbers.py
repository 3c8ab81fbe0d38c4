"""Small numbers are not published: a handful of people can be told apart. Pure.

No count from 1 to 4 is shown, and no other from which one could be worked out. Where
all but a few said the same, those few are counted with the many: “at least 8 of 12”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_SHOWN = 5
LEAST_VOTERS = 10  # before that there are no results at all
STEP = 3  # voters between two versions of the results


@dataclass(frozen=True)
class ShownCounts:
    """What may be shown of one statement's answers.

    `agree` is (fewest, most) it may be: the same number twice where it is shown as it
    is, None where hardly anybody answered. The other two are None where hidden. Where
    only the passes are a handful, `disagree_least` is what surely disagree.
    """

    votes: int
    agree: tuple[int, int] | None
    disagree: int | None
    passes: int | None
    disagree_least: int = 0

    @property
    def is_exact(self) -> bool:
        return self.agree is not None and self.agree[0] == self.agree[1]


def hide_small(agree: int, disagree: int, passes: int) -> ShownCounts:
    """The counts of one statement as they may be shown."""
    votes = agree + disagree + passes
    if votes < LEAST_SHOWN:
        return ShownCounts(votes, None, None, None)
    band = find_band(agree, votes)
    if band[0] != band[1]:
        return ShownCounts(votes, band, None, None)
    if not is_small(disagree) and not is_small(passes):
        return ShownCounts(votes, band, disagree, passes, disagree)
    least = votes - agree - (LEAST_SHOWN - 1)
    is_told = is_small(passes) and least >= LEAST_SHOWN
    return ShownCounts(votes, band, None, None, least if is_told else 0)


def find_band(count: int, votes: int) -> tuple[int, int]:
    """The count, or the step at an end that hides fewer than five people.

    The end itself belongs to the step: that all said the same tells what each said.
    Every count of a step leads to that step, so nobody can work out which it was. Up
    to eight votes the two ends would meet: then it is anything from none to all.
    """
    few = LEAST_SHOWN - 1
    if votes <= 2 * few:
        return 0, votes
    if votes - count <= few:
        return votes - few, votes
    if count <= few:
        return 0, few
    return count, count


def is_small(count: int) -> bool:
    return 0 < count < LEAST_SHOWN


@dataclass(frozen=True)
class ShownCell:
    """What may be shown of one group's answers to one statement.

    `agree` is (fewest, most) it may be; the other two are None where hidden.
    """

    votes: int
    agree: tuple[int, int]
    disagree: int | None
    passes: int | None


def hide_small_row(groups: Sequence[Sequence[int]]) -> list[ShownCell] | None:
    """One statement's answers [disagree, pass, agree] of each group, as may be shown.

    The groups add up to everybody, whose counts are shown as well. So where one group
    only has a small number, the smallest other is shown in a step as wide; and where
    the steps and the total together would still tell more than each step by itself,
    or a group has fewer than five answers, None: nothing is shown of the row.
    """
    sizes = [sum(counts) for counts in groups]
    if min(sizes) < LEAST_SHOWN:
        return None
    agree = [counts[2] for counts in groups]
    bands: list[tuple[int, int]] | None
    bands = [find_band(*pair) for pair in zip(agree, sizes, strict=True)]
    vague = [place for place, band in enumerate(bands) if band[0] != band[1]]
    if len(vague) == 1:
        bands = widen_other(bands, agree, sizes, vague[0])
    if bands is None or not hold_with_total(bands, sum(agree), sum(sizes)):
        return None
    is_exact = not vague and not any(
        is_small(count) for counts in groups for count in counts
    )
    return [
        ShownCell(
            sum(counts),
            band,
            counts[0] if is_exact else None,
            counts[1] if is_exact else None,
        )
        for counts, band in zip(groups, bands, strict=True)
    ]


def widen_other(
    bands: list[tuple[int, int]], agree: list[int], sizes: list[int], vague: int
) -> list[tuple[int, int]] | None:
    """The bands with the smallest other group's as wide as the only vague one's.

    It says what follows from the total and the vague band, and no more; None where
    that is not possible within the group.
    """
    others = [place for place in range(len(bands)) if place != vague]
    other = min(others, key=lambda place: (sizes[place], place))
    both = agree[vague] + agree[other]
    band = both - bands[vague][1], both - bands[vague][0]
    if band[0] < 0 or band[1] > sizes[other]:
        return None
    return [band if place == other else each for place, each in enumerate(bands)]


def hold_with_total(bands: list[tuple[int, int]], agree: int, votes: int) -> bool:
    """Whether the total leaves every band as wide as it is."""
    fewest, most = find_band(agree, votes)
    low, high = sum(band[0] for band in bands), sum(band[1] for band in bands)
    return all(
        band[0] == band[1]
        or (fewest - (high - band[1]) <= band[0] and most - (low - band[0]) >= band[1])
        for band in bands
    )
