"""What the report says, in sentences."""

from __future__ import annotations

from typing import Any

from lehc.conversations.findings import Findings, StatementFinding
from lehc.conversations.report.suppression import has_results
from lehc.conversations.small_numbers import LEAST_SHOWN, is_small

REASONS = {
    "no pattern": "What people answered to one statement says no more about their "
    "other answers than chance would.",
    "few people": "Fewer than twenty people have voted enough to be placed. With so "
    "few, groups cannot be told from chance.",
    "no group large enough": "Every way of dividing people leaves a group of fewer "
    "than five, or of less than one in twenty.",
    "no gap": "People do not fall apart into separate groups more than they would if "
    "everybody stood somewhere on one line.",
    "does not hold": "Possible groups changed when other people were drawn, so they "
    "would say more about who happened to vote than about opinions.",
}
FEW = (
    "Results are shown once ten people have voted, so that nobody can be told apart. "
    "The file result.json is for those who run the conversation, not for publication."
)


def say_title(found: Findings) -> str:
    """The answer in a few words."""
    if not has_results(found):
        return "No results are shown yet"
    if found.source == "given":
        return f"{_count(found.k, 'group')} given from outside"
    if found.source == "compatible":
        return f"{_count(found.k, 'group')} by the usual method, not tested"
    return {
        "none": "No groups can be told apart",
        "spread": "People differ along a line, without separate groups",
        "groups": f"There are {found.k} groups, and they hold",
    }[found.state]


def say_summary(found: Findings) -> list[str]:
    """A few paragraphs: who took part, what was found, how sure it is."""
    cast = (
        f"{_count(found.people, 'person', 'people')} cast "
        f"{_count(found.votes, 'vote')} on "
        f"{_count(len(found.statements), 'statement')}."
    )
    if not has_results(found):
        return [cast, FEW]
    paragraphs = [f"{cast} {found.counting:,} of them voted enough to be placed."]
    if found.tests is None:
        return [*paragraphs, *_say_untested(found)]
    if found.state == "groups":
        return [*paragraphs, _say_sizes(found), _say_hold(found.tests)]
    paragraphs.append(REASONS[found.tests["reason"]])
    if found.state == "spread":
        paragraphs.append(_say_line(found))
    elif found.tests["votes_needed"]:
        paragraphs.append(
            f"If what can be seen is real, about {found.tests['votes_needed']:,} more "
            "votes would show it."
        )
    return paragraphs


def _say_line(found: Findings) -> str:
    if any(found.dividing):
        return (
            "The statements below divide the two ends of the line. Most people stand "
            "in between."
        )
    return (
        "Some people’s answers lean together, but we cannot say on which statement. "
        "Look at each statement by itself."
    )


def _say_untested(found: Findings) -> list[str]:
    if found.source == "given":
        return [
            "The groups were given; they were not made here and not tested.",
            _say_sizes(found),
        ]
    return [
        "This is what red-dwarf 0.4.0 shows for the same votes. It always shows "
        "groups, also in votes cast at random, and does not say how firm they are.",
        _say_sizes(found),
    ]


def _say_sizes(found: Findings) -> str:
    sizes = [f"group {name} has {size:,}" for name, size in found.groups.items()]
    if not sizes:
        return "Nobody is in a group."
    if any(is_small(size) for size in found.groups.values()):
        return f"A group has fewer than {LEAST_SHOWN} people, so no sizes are shown."
    text = ", ".join(sizes[:-1]) + " and " + sizes[-1] if sizes[1:] else sizes[0]
    return text[0].upper() + text[1:] + " people."


def _say_hold(tests: dict[str, Any]) -> str:
    between = tests["between"]
    number = f"Fewer than {LEAST_SHOWN}" if is_small(between) else f"{between:,}"
    return (
        f"The groups held in {tests['held']} of {tests['redraws']} re-draws of the "
        f"people. {number} people stand between groups: they changed sides in more "
        "than one re-draw in five."
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_statement(statement: StatementFinding) -> str:
    """The words of a statement, or its number where the words are not known."""
    return statement.text or f"Statement {statement.id}"


def say_share(share: float) -> str:
    """A share in whole per cent."""
    return f"{100 * share:.0f}%"


def say_part(agree: tuple[int, int] | None, votes: int) -> str:
    """The share that a count is of the votes, or the step that it lies in."""
    if agree is None or agree == (0, votes):
        return "hidden"
    fewest, most = (say_share(count / votes) for count in agree)
    if agree[0] == agree[1]:
        return fewest
    if agree[0] == 0:
        return f"at most {most}"
    return f"at least {fewest}" if agree[1] == votes else f"{fewest} to {most}"


def say_count(count: int | None) -> str:
    return "hidden" if count is None else f"{count:,}"


def say_range(low: float, high: float) -> str:
    """An interval in whole per cent."""
    return f"{100 * low:.0f}% to {100 * high:.0f}%"
