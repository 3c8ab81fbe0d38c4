from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from lehc.selection.calculations.lotteries import write_cohorts
from lehc.selection.conditions import split
from lehc.selection.enums import Method
from lehc.selection.inputs import (
    ID_COLUMN,
    MERIT_COLUMN,
    STANDING_COLUMN,
    TEAM_COLUMN,
    read_rows,
)
from lehc.selection.models import Draw, Run
from lehc.selection.naming import Namer
from lehc.selection.queries.pool import Pool

SAME_MERIT = 1e-6
EQUALS = (
    "At least one other cohort has the same total merit. The seed decided between them"
)
NOTHING = 0.005  # below what two decimals show
METHODS: dict[str, str] = {
    Method.BEST: "Best cohort: the highest total merit that meets every target",
    Method.MAXIMIN: "Fair lottery: the smallest chance is as large as it can be",
    Method.LEXIMIN: "Fair lottery: the smallest chances, one after another, as large "
    "as they can be",
    Method.NASH: "Fair lottery: the product of all chances is as large as it can be",
}
STATUSES = {
    "optimal": "Proved: no other cohort does better",
    "gap": "Found; it was not proved in time that none does better",
    "infeasible": "No cohort meets all targets",
}
PROVED_LOTTERY = "Proved: no other lottery does better by this measure"
STAGES = {
    "levels": "Finding the fairest chances",
    "first cohorts": "Collecting cohorts",
    "walk": "Writing the chances as a lottery over real cohorts",
    "lottery": "Improving the lottery",
    "kinds without a chance": "Looking for people whom no cohort can take",
    "numbering": "Numbering the cohorts",
    "cost of targets": "Working out what each target costs",
    "alternatives": "Looking at the next-best cohorts",
}


@dataclass(frozen=True)
class TargetResult:
    """A target against what the cohort got, and the merit it cost."""

    name: str
    minimum: int
    maximum: int
    got: int | None
    cost: str

    @property
    def is_missed(self) -> bool:
        return self.got is not None and not self.minimum <= self.got <= self.maximum


def show_targets(
    run: Run, namer: Namer, *, seats: Iterable[dict[str, Any]] | None = None
) -> list[TargetResult]:
    """The certificate's targets with results and costs, in words.

    `seats` are the same targets counted again, where people decided otherwise.
    """
    costs = {
        (row["feature"], row["value"]): row for row in run.findings.get("costs", [])
    }
    return [
        TargetResult(
            name=namer.name_both(row["feature"], row["value"]),
            minimum=row["min"],
            maximum=row["max"],
            got=row["got"],
            cost=say_cost(costs.get((row["feature"], row["value"]))),
        )
        for row in seats or (run.certificate or {}).get("targets", [])
    ]


def say_cost(cost: dict[str, Any] | None) -> str:
    """What a target cost in total merit or in the smallest chance, in words."""
    if cost is None:
        return "Not computed"
    if "merit" in cost:
        return "Nothing" if cost["merit"] < NOTHING else f"{cost['merit']:.2f}"
    points = 100 * cost["chance"]
    return "Nothing" if points < NOTHING else f"{points:.1f} points"


def show_explanation(facts: dict[str, Any] | None, namer: Namer) -> dict[str, Any]:
    """Why targets can't be met, and each smallest change that would help."""
    if not facts:
        return {}
    size = facts["change_size"]
    return {
        "conflicts": [say_conflict(row, namer) for row in facts["conflicts"]],
        "size": say_seats(size) if size is not None else "",
        "alternatives": [
            "; ".join(say_change(change, namer) for change in changes)
            for changes in facts["alternatives"]
        ],
        "changes": facts["alternatives"],
        "is_complete": facts["is_complete"],
    }


def show_without_chance(run: Run, namer: Namer) -> list[dict[str, str]]:
    """The ids that no cohort can take, each with why, in the words of the form."""
    return [
        {"id": row["id"], "sentence": say_conflict(row, namer)}
        for row in run.findings.get("without_chance", [])
    ]


def say_seats(number: float) -> str:
    return "1 seat" if number == 1 else f"{number:g} seats"


def say_conflict(row: dict[str, Any], namer: Namer) -> str:
    """A conflict's sentence, with features and values in the words of the form."""
    sentence, feature, value = str(row["sentence"]), row["feature"], row["value"]
    if not feature:
        return sentence
    if not value:
        return sentence.replace(feature, namer.name_feature(feature))
    names = {}
    for key, answer in split(feature, value):
        words = f"{namer.name_feature(key)} “{namer.name_value(key, answer)}”"
        names[f"{key} “{answer}”"] = words
    names[f"{feature} “{value}”"] = " and ".join(names.values())
    for written, words in names.items():
        sentence = sentence.replace(written, words)
    return sentence


def say_change(row: dict[str, Any], namer: Namer) -> str:
    """One change as an instruction."""
    name = ", and ".join(
        f"{namer.name_feature(key)}, {namer.name_value(key, value)}"
        for key, value in split(row["feature"], row["value"])
    )
    steps = []
    if row["new_min"] < row["min"]:
        steps.append(f"lower the least from {row['min']} to {row['new_min']}")
    if row["new_max"] > row["max"]:
        steps.append(f"raise the most from {row['max']} to {row['new_max']}")
    return f"{name}: {' and '.join(steps)}"


def show_facts(
    run: Run, *, people: int, drawn: Draw | None, tried: int = 0
) -> list[dict[str, str]]:
    """The receipt's lines: everything on it can be checked.

    `tried` is how many other runs were asked for before this one was fixed.
    """
    certificate = run.certificate or {}
    lines = [
        ("Method", METHODS.get(run.method, run.method)),
        ("Version", str(certificate.get("version", ""))),
        ("Result", say_status(run)),
        (
            "People who could be chosen"
            if run.replaces_id is None
            else "People on the waiting list",
            str(people),
        ),
        *show_band(run),
        ("Seats", str(run.seats)),
        *(show_lottery(run) if run.cohorts else show_choice(run)),
        *([("Number drawn", f"{drawn.number:,}")] if drawn else []),
        *([("Other runs tried before", f"{tried:,}")] if tried else []),
        ("Inputs, SHA-256", str(certificate.get("inputs_sha256", ""))),
    ]
    return [{"key": key, "value": value} for key, value in lines]


def show_command(run: Run, *, drawn: Draw | None) -> str:
    """What gives the same cohort from the two files, as it is typed.

    Nothing for a lottery before its draw, and for places filled later.
    """
    if run.replaces_id is not None or (run.cohorts and drawn is None):
        return ""
    words = ["lehc select people.csv targets.csv", f"--seats {run.seats}"]
    words += [f"--method {run.method}", f"--team {TEAM_COLUMN}"]
    if STANDING_COLUMN in run.people_csv.splitlines()[0].split(","):
        words.append(f"--standing {STANDING_COLUMN}")
    if drawn is None:
        words.append(f"--score {MERIT_COLUMN}")
    else:
        words += [f"--draws {len(run.cohorts or [])}", f"--number {drawn.number}"]
    return " ".join([*words, f"--seed {run.seed}"])


def say_status(run: Run) -> str:
    status = str((run.certificate or {}).get("status"))
    if run.is_by_chance and status == "optimal":
        return PROVED_LOTTERY
    return STATUSES.get(status, "")


def show_choice(run: Run) -> list[tuple[str, str]]:
    return [
        *count_chosen(run),
        *([("Others as good", EQUALS)] if has_equals(run) else []),
        ("Seed", str(run.seed)),
    ]


def count_chosen(run: Run) -> list[tuple[str, str]]:
    """How many people got a place; of a replacement, apart from those who had one."""
    chosen = len((run.certificate or {}).get("selected", []))
    if run.replaces_id is None:
        return [("People chosen", str(chosen))]
    kept = sum(row.get(STANDING_COLUMN) == "in" for row in read_rows(run.people_csv))
    return [
        ("Had a place and kept it", str(kept)),
        ("Chosen from the waiting list", str(max(chosen - kept, 0))),
    ]


def has_equals(run: Run) -> bool:
    """Whether another cohort has the same total merit as the best that was found."""
    others = run.findings.get("others", [])
    if others and run.findings["merit"] - others[0]["merit"] < SAME_MERIT:
        return True
    return has_twins(run)


def has_twins(run: Run) -> bool:
    """Whether somebody outside a best cohort is in every way as somebody in it."""
    selected = set((run.certificate or {}).get("selected", []))
    kinds: dict[bool, set[frozenset[tuple[str, str]]]] = {True: set(), False: set()}
    for row in read_rows(run.people_csv):
        if not row[TEAM_COLUMN]:
            cells = {name: cell for name, cell in row.items() if name != ID_COLUMN}
            kinds[row[ID_COLUMN] in selected].add(frozenset(cells.items()))
    return bool(kinds[True] & kinds[False])


def show_lottery(run: Run) -> list[tuple[str, str]]:
    """A lottery's list, and how its chances came out."""
    cohorts = run.cohorts or []
    return [
        ("Numbered cohorts, equally likely", f"{len(cohorts):,}"),
        ("The list, SHA-256", fingerprint(write_cohorts(cohorts))),
        ("Smallest chance", say_chance(run.findings["smallest"])),
        (
            "Most that a chance in the list differs from the lottery\u2019s",
            f"{100 * run.findings['rounding']:.2f} points",
        ),
    ]


def show_band(run: Run) -> list[tuple[str, str]]:
    """The merit band that the run used."""
    lines = []
    if run.out_below is not None:
        lines.append(("Clearly out", f"Merit below {run.out_below}"))
    if run.in_from is not None:
        lines.append(("Clearly in", f"Merit of {run.in_from} or more"))
    return lines


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def say_chance(chance: float) -> str:
    """A chance in per cent, with one decimal where it says more."""
    if chance in (0.0, 1.0):
        return f"{chance:.0%}"
    return f"{100 * chance:.1f}%"


def show_smallest(run: Run) -> str:
    """The smallest chance of anybody who can be drawn; empty without a lottery."""
    smallest = run.findings.get("smallest")
    return "" if smallest is None else say_chance(smallest)


def show_progress(run: Run) -> dict[str, Any]:
    """What the computation is doing, for somebody who waits."""
    return {
        "words": STAGES.get(run.stage, "Waiting for its turn"),
        "done": min(run.steps_done, run.steps_total),
        "total": run.steps_total,
    }


def show_left_out(pool: Pool) -> list[dict[str, Any]]:
    """Who can't be chosen yet, by reason, with how many."""
    return [
        {
            "reason": reason,
            "count": len(rows),
            "references": [r.reference for r in rows],
        }
        for reason, rows in pool.left_out.items()
    ]
