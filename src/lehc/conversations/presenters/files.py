"""The files people take away: counts for everybody, votes for a named role."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lehc.conversations.calculations.agreement import Agreement
from lehc.conversations.models import Conversation, Snapshot, Statement
from lehc.conversations.presenters.opinion_map import name_group, say_title
from lehc.conversations.report.tables import make_safe
from lehc.conversations.small_numbers import find_band, hide_small_row
from lehc.design.templatetags.design import spoken_moment

STATEMENTS = (
    "statement", "text", "origin", "votes", "agree_least", "agree_most", "disagree",
    "pass", "agree_low_95", "agree_high_95", "matters_least", "matters_most",
)  # fmt: skip
GROUPS = (
    "group", "people", "statement", "votes", "agree_least", "agree_most", "disagree",
    "pass",
)  # fmt: skip
VOTES = ("timestamp", "comment-id", "voter-id", "vote")
COMMENTS = ("comment-id", "moderated", "is-meta", "comment-body")
README = """\
{question}

Counts of {voters} voters, as they stood on {made}. An empty field is one that is not
shown: numbers of people from 1 to 4 are hidden, and so is any other that would give
them away.

statements.csv: one line for each statement, over everybody
  statement      its number on the site
  text           its words
  origin         seed (written by the team), participant, or elsewhere (on Polis)
  votes          answers, passes among them
  agree_least    how many agree at least, and
  agree_most     at most; the same number twice where it is shown as it is
  disagree       how many disagree
  pass           how many passed
  agree_low_95   the 95 % interval of the share that agrees (Wilson), from 0
  agree_high_95  to 1
  matters_least  to how many people it matters at least, and
  matters_most   at most; saying so is optional

groups.csv: one line for each group and statement; empty while there are no groups
  group          its name on the site
  people         how many are in it
  statement, votes, agree_least, agree_most, disagree, pass   as above, in the group

The opinion map: {title}.
Method: {algorithm}, seed {seed}; it is described in docs/methods/opinion.md.
"""
VOTES_README = """\
{question}

Single votes of {voters} voters, in the format of Polis. This is personal data: whoever
knows a few of somebody's answers can find the rest. Keep it as safe as that, use it for
what you said, and delete it afterwards.

votes.csv: one line for each vote that counts
  timestamp    the first moment of the day of the vote, in milliseconds since 1970
  comment-id   the number of the statement
  voter-id     a number by chance, another in each file
  vote         1 agree, 0 pass, -1 disagree

comments.csv: one line for each statement open for votes
  comment-id, comment-body   its number and its words
  moderated, is-meta         always 1 and 0: others are left out
"""


def pack_counts(
    conversation: Conversation,
    snapshot: Snapshot,
    statements: Sequence[Statement],
    agreement: Mapping[int, Agreement],
) -> bytes:
    """The counts and what the columns mean, as one ZIP file."""
    found = snapshot.found
    readme = README.format(
        question=conversation.question,
        voters=snapshot.voters,
        made=spoken_moment(snapshot.made_at),
        title=say_title(found),
        algorithm=found["algorithm"],
        seed=found["seed"],
    )
    return pack(
        {
            "README.txt": readme,
            "statements.csv": write_csv(
                STATEMENTS,
                [
                    list_counts(row, agreement[row.pk], snapshot.matters)
                    for row in statements
                    if row.pk in agreement
                ],
            ),
            "groups.csv": write_csv(GROUPS, list_group_counts(found, statements)),
        }
    )


def list_counts(
    statement: Statement, found: Agreement, matters: Mapping[str, int]
) -> list[Any]:
    shown = found.shown
    known = [statement.number, statement.text, statement.origin]
    if shown.agree is None:
        return [*known, *[""] * 9]
    return [
        *known,
        shown.votes,
        *shown.agree,
        shown.disagree,
        shown.passes,
        round(found.low, 4),
        round(found.high, 4),
        *find_band(matters.get(str(statement.pk), 0), shown.votes),
    ]


def list_group_counts(
    found: Mapping[str, Any], statements: Sequence[Statement]
) -> list[list[Any]]:
    lines = []
    for statement in statements:
        groups = found["cells"].get(str(statement.pk))
        row = hide_small_row(groups) if groups else None
        for place, group in enumerate(found["groups"]) if groups else ():
            known = [name_group(place), group["people"], statement.number]
            if row is None:
                lines.append([*known, *[""] * 5])
            else:
                cell = row[place]
                lines.append(
                    [*known, cell.votes, *cell.agree, cell.disagree, cell.passes]
                )
    return lines


def pack_votes(
    conversation: Conversation,
    rows: Sequence[tuple[int, int, int, int]],
    statements: Iterable[Statement],
) -> bytes:
    """Single votes as Polis exports them, and what the columns mean."""
    voters = len({row[2] for row in rows})
    comments = [(row.number, 1, 0, row.text) for row in statements]
    return pack(
        {
            "README.txt": VOTES_README.format(
                question=conversation.question, voters=voters
            ),
            "votes.csv": write_csv(VOTES, rows),
            "comments.csv": write_csv(COMMENTS, comments),
        }
    )


def write_csv(heading: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows([make_safe(value) for value in line] for line in lines)
    return out.getvalue()


def pack(files: Mapping[str, str]) -> bytes:
    """The files in one ZIP; the text files begin with the mark of UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text.encode("utf-8-sig"))
    return out.getvalue()
