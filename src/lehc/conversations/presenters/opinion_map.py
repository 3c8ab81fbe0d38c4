"""The opinion map in words, in a table and as a picture, in one of three states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lehc.conversations.models import Statement
from lehc.conversations.presenters.map_picture import draw_groups, draw_line
from lehc.conversations.presenters.voting import show_words, write_cell
from lehc.conversations.small_numbers import LEAST_SHOWN, ShownCell, hide_small_row

MOST_SAID = 5
TITLES = {
    "none": "No groups can be told apart",
    "spread": "People differ along a line, without separate groups",
}
REASONS = {
    "no pattern": "What people said to one statement tells no more about their other "
    "answers than chance would. So we draw no map.",
    "few people": "Fewer than twenty people have answered enough statements. With so "
    "few, groups cannot be told from chance, so we name none.",
    "no group large enough": "However people are divided, one part has fewer than five "
    "people, or less than one in twenty. So we name no groups.",
    "no gap": "People do not fall apart into groups more than they would if everybody "
    "stood somewhere on one line. So we name no groups.",
    "does not hold": "Possible groups changed when other people were drawn. They would "
    "say more about who happened to answer than about opinions, so we name none.",
}


def show_map(
    found: dict[str, Any],
    unflagged: dict[str, Any],
    statements: Mapping[int, Statement],
    mine: tuple[tuple[float, float], int | None] | None,
) -> dict[str, Any]:
    """Everything the page says of the map. `mine` is the reader's place and group."""
    state = found["state"]
    rows = {int(key): hide_small_row(each) for key, each in found["cells"].items()}
    names = [name_group(place) for place in range(len(found["groups"]))]
    shown = {
        "state": state,
        "title": say_title(found),
        "paragraphs": say_state(found, mine),
        "groups": [
            {
                "name": name,
                "people": found["groups"][place]["people"],
                "is_mine": mine is not None and mine[1] == place,
                "said": list_lines(found["said"][place], rows, statements, place),
            }
            for place, name in enumerate(names)
        ],
        "shared": list_shared(found["shared"], rows, statements, names),
        "ends": [
            {"name": name, "said": list_end(end, statements)}
            for name, end in zip(("end A", "end B"), found["ends"], strict=False)
            if end
        ],
        "columns": ["Statement", *({"label": name, "numeric": True} for name in names)],
        "rows": [
            [write_cell(statements[key]), *map(say_cell, row)]
            for key, row in rows.items()
            if row is not None and key in statements
        ],
        "hidden": sum(row is None for row in rows.values()),
        "picture": None,
        "without": say_without(found, unflagged),
    }
    place = mine[0] if mine else None
    if state == "groups":
        shown["picture"] = draw_groups(found["groups"], names, place)
    elif state == "spread" and is_mostly_shown(found["line"]):
        shown["picture"] = draw_line(found["line"])
    return shown


def name_group(place: int) -> str:
    return f"Group {'ABCDE'[place]}"


def say_title(found: dict[str, Any]) -> str:
    count = len(found["groups"])
    if found["state"] == "spread" and not any(found["ends"]):
        return "No separate groups, but some answers lean together"
    return TITLES.get(found["state"]) or f"There are {count} groups, and they hold"


def say_state(found: dict[str, Any], mine: Any) -> list[str]:
    """What was found and how sure it is, a sentence or two a paragraph."""
    tests = found["tests"]
    if found["state"] == "groups":
        return [say_sizes(found), say_hold(tests), *say_mine(mine)]
    said = [REASONS[tests["reason"]]]
    if found["state"] == "none" and tests["votes_needed"]:
        said.append(
            f"If there is a pattern, about {tests['votes_needed']:,} more answers "
            "would show it."
        )
    if found["state"] == "spread" and not any(found["ends"]):
        said.append(
            "Some people’s answers lean together, but we can’t say on which statement. "
            "Look at each statement by itself, below."
        )
    return said


def say_sizes(found: dict[str, Any]) -> str:
    sizes = [
        f"{name_group(place)} has {each['people']:,}"
        for place, each in enumerate(found["groups"])
    ]
    return f"{', '.join(sizes[:-1])} and {sizes[-1]} people."


def say_hold(tests: dict[str, Any]) -> str:
    between, redraws = tests["between"], tests["redraws"]
    held = f"We drew the people again {redraws} times; the groups held {tests['held']} "
    held += "times. "
    if not between:
        return held + "Nobody stands between them."
    few = between < LEAST_SHOWN
    number = f"Fewer than {LEAST_SHOWN}" if few else f"{between:,}"
    return (
        f"{held}{number} people stand between them: they changed sides in more than "
        "one draw in five."
    )


def say_mine(mine: Any) -> list[str]:
    if mine is None or mine[1] is None:
        return []
    return [
        f"By your own answers you stand nearest to {name_group(mine[1])}. Only you see "
        "this, and your dot in the picture."
    ]


def is_mostly_shown(line: list[int]) -> bool:
    """Whether half of a line's steps have enough people to be shown.

    A picture of a few steps between many hidden ones would look like a few groups.
    """
    return 2 * sum(count > 0 for count in line) >= len(line) > 0


def list_lines(
    listed: list[dict[str, Any]],
    rows: Mapping[int, list[ShownCell] | None],
    statements: Mapping[int, Statement],
    place: int,
) -> list[dict[str, Any]]:
    """What a group, or an end of the line, says more than the others."""
    lines: list[dict[str, Any]] = []
    for each in listed:
        statement = statements.get(each["statement"])
        if statement is not None and len(lines) < MOST_SAID:
            row = rows.get(statement.pk)
            said = say_side(each["side"], row, place)
            lines.append(show_words(statement) | {"said": said})
    return lines


def list_end(
    listed: list[dict[str, Any]], statements: Mapping[int, Statement]
) -> list[dict[str, Any]]:
    """What is said more often towards one end; no figures, as the halves are ours."""
    return [
        show_words(statements[each["statement"]])
        | {
            "said": "More of them agree"
            if each["side"] == "agree"
            else "More of them disagree",
        }
        for each in listed[:MOST_SAID]
        if each["statement"] in statements
    ]


def say_side(side: str, row: list[ShownCell] | None, place: int) -> str:
    """“80% of this group agree, 23% of the others”, as far as it may be shown."""
    if row is None:
        word = "agree" if side == "agree" else "disagree"
        return f"More of this group {word} than of the others"
    others = [say_cell(cell) for number, cell in enumerate(row) if number != place]
    elsewhere = " and ".join(others)
    only = "" if side == "agree" else "Many disagree: "
    return f"{only}{say_cell(row[place])} of this group agree, {elsewhere} elsewhere"


def list_shared(
    listed: list[dict[str, Any]],
    rows: Mapping[int, list[ShownCell] | None],
    statements: Mapping[int, Statement],
    names: list[str],
) -> list[dict[str, Any]]:
    """What more than half of every group agrees with."""
    lines: list[dict[str, Any]] = []
    for each in listed:
        statement = statements.get(each["statement"])
        if statement is None or len(lines) == MOST_SAID:
            continue
        row = rows.get(statement.pk)
        said = "More than half of every group agree"
        if row is not None:
            pairs = zip(names, row, strict=True)
            said = ", ".join(f"{name}: {say_cell(cell)}" for name, cell in pairs)
        lines.append(show_words(statement) | {"said": said})
    return lines


def say_cell(cell: ShownCell) -> str:
    """The share of a group that agrees, or the step it lies in."""
    fewest, most = (round(100 * count / cell.votes) for count in cell.agree)
    if cell.agree[0] == cell.agree[1]:
        return f"{fewest}%"
    if cell.agree[0] == 0:
        return "hidden" if most == 100 else f"at most {most}%"
    return f"at least {fewest}%" if most == 100 else f"{fewest} to {most}%"


def say_without(found: dict[str, Any], unflagged: dict[str, Any]) -> str:
    """Whether the state is the same without the unusual votes."""
    if not unflagged:
        return ""
    same = unflagged["state"] == found["state"]
    if same and len(unflagged["groups"]) == len(found["groups"]):
        return "Without the unusual votes, what is said here is the same."
    title = say_title(unflagged)
    return f"Without the unusual votes: {title[0].lower()}{title[1:]}."
