"""Small numbers are not published: a handful of people can be told apart. Pure.

No count from 1 to 4 is shown, and no other from which one could be worked out. Where
all but a few said the same, those few are counted with the many: “at least 8 of 12”.
"""

from __future__ import annotations

from dataclasses import dataclass

LEAST_SHOWN = 5
LEAST_VOTERS = 10  # before that there are no results at all
STEP = 3  # voters between two versions of the results


@dataclass(frozen=True)
class ShownCounts:
    """What may be shown of one statement's answers.

    `agree` is (fewest, most) it may be: the same number twice where it is shown as it
    is, None where hardly anybody answered. The other two are None where hidden.
    """

    votes: int
    agree: tuple[int, int] | None
    disagree: int | None
    passes: int | None

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
    if is_small(disagree) or is_small(passes):
        return ShownCounts(votes, band, None, None)
    return ShownCounts(votes, band, disagree, passes)


def find_band(count: int, votes: int) -> tuple[int, int]:
    """The count, or the widest step at an end that hides fewer than five people.

    The end itself belongs to the step: that all said the same tells what each said.
    """
    few = LEAST_SHOWN - 1
    if votes - count <= few and count <= few:
        return 0, votes
    if votes - count <= few:
        return votes - few, votes
    if count <= few:
        return 0, few
    return count, count


def is_small(count: int) -> bool:
    return 0 < count < LEAST_SHOWN
