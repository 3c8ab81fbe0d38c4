"""The certificate of a selection: what ran, on what, with which result.

A certificate holds ids and nothing else about people. It names the inputs by a hash
over their meaning (ids, values, scores, teams, targets), not over bytes, so the same
table saved in another encoding or order has the same hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from lehc.methods.selection import Problem

# Chances are computed to 1e-9; what is beyond would differ between machines.
DECIMALS = 9
# Numbers beyond this are no seats, targets or seeds that anybody meant.
LARGEST_NUMBER = 10**18
LONGEST_SHOWN = 40


@dataclass(frozen=True)
class CertifiedTarget:
    """A target and the seats it got (None: no cohort was chosen)."""

    feature: str
    value: str
    min: int
    max: int
    got: int | None


@dataclass(frozen=True)
class Certificate:
    """Everything that is published about a run. Field names are the JSON's keys.

    status: `optimal` (proved), `gap` (chosen, but better was not ruled out in time),
    `infeasible` (nobody was chosen; `infeasible` then says why).
    """

    method: str
    version: str
    seats: int
    status: str
    seed: int
    inputs_sha256: str
    selected: tuple[str, ...]
    probabilities: Mapping[str, float]
    min_probability: float | None
    targets: tuple[CertifiedTarget, ...]
    infeasible: Mapping[str, Any] | None


def hash_inputs(problem: Problem) -> str:
    """SHA-256 over the inputs in one canonical form, as hexadecimal.

    Who is certainly in or out, and the weights of targets, count only where there are
    any.
    """
    features = problem.pool.features
    people = sorted(
        [
            person.id,
            sorted(map(list, zip(features, person.values, strict=True))),
            None if person.score is None else repr(float(person.score)),
            person.team,
        ]
        for person in problem.pool.people
    )
    targets = sorted(
        [list(map(list, target.key)), target.minimum, target.maximum]
        for target in problem.targets
    )
    content: dict[str, Any] = {"people": people, "targets": targets}
    if problem.accepted or problem.excluded:
        content["standing"] = [sorted(problem.accepted), sorted(problem.excluded)]
    weights = sorted(
        [list(map(list, target.key)), repr(target.weight)]
        for target in problem.targets
        if target.weight != 1
    )
    if weights:
        content["weights"] = weights
    canonical = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def to_json(certificate: Certificate) -> str:
    """The certificate as the JSON that is published."""
    content = {
        "method": certificate.method,
        "version": certificate.version,
        "seats": certificate.seats,
        "status": certificate.status,
        "seed": certificate.seed,
        "inputs_sha256": certificate.inputs_sha256,
        "selected": list(certificate.selected),
        "probabilities": dict(certificate.probabilities),
        "min_probability": certificate.min_probability,
        "targets": [vars(target) for target in certificate.targets],
        "infeasible": certificate.infeasible,
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def from_json(text: str) -> Certificate:
    """The certificate in a JSON text; raises ValueError that says what is wrong."""
    content = json.loads(text)
    if not isinstance(content, dict):
        raise ValueError("a certificate is a JSON object")
    check_fields(content, FIELDS, "the certificate")
    for target in content["targets"]:
        if not isinstance(target, dict):
            raise ValueError("“targets” holds something else than targets")
        check_fields(target, TARGET_FIELDS, "a target")
    values = {name: content[name] for name in FIELDS}
    values["selected"] = tuple(values["selected"])
    values["targets"] = tuple(
        CertifiedTarget(**{name: target[name] for name in TARGET_FIELDS})
        for target in values["targets"]
    )
    return Certificate(**values)


def list_overrides(text: str) -> list[tuple[str, str]]:
    """(who gave up a place, who got it) as a published certificate adds, in order.

    What is not written as we write it is passed over: it is no part of the result.
    """
    decision = json.loads(text).get("decision")
    rows = decision.get("overrides") if isinstance(decision, dict) else None
    return [
        (str(row.get("taken_out")), str(row.get("put_in")))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    ]


def is_text(value: object) -> bool:
    return isinstance(value, str)


def is_count(value: object, least: int = 0) -> bool:
    """Whether it is a whole number, at least this, that files can hold."""
    return type(value) is int and least <= value < LARGEST_NUMBER


def is_chance(value: object) -> bool:
    return type(value) in {int, float} and 0 <= value <= 1  # type: ignore[operator]


def is_chances(value: object) -> bool:
    return isinstance(value, dict) and all(map(is_chance, value.values()))


def is_list_of_ids(value: object) -> bool:
    return isinstance(value, list) and all(map(is_text, value))


def check_fields(content: dict[str, Any], fields: Fields, where: str) -> None:
    """Raise ValueError for the first field that is missing or holds nonsense."""
    for name, (is_right, may_be_null) in fields.items():
        if name not in content:
            raise ValueError(f"{where} has no “{name}”")
        value = content[name]
        if not (is_right(value) or (may_be_null and value is None)):
            raise ValueError(f"“{name}” of {where} can't be {shorten(value)}")


def shorten(value: object) -> str:
    """A value as JSON, cut where it would fill the screen."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


Fields = Mapping[str, tuple[Callable[[object], bool], bool]]
"""Each field with a test of its value, and whether null is right too."""

FIELDS: Fields = {
    "method": (is_text, False),
    "version": (is_text, False),
    "seats": (partial(is_count, least=1), False),
    "status": (is_text, False),
    "seed": (is_count, False),
    "inputs_sha256": (is_text, False),
    "selected": (is_list_of_ids, False),
    "probabilities": (is_chances, False),
    "min_probability": (is_chance, True),
    "targets": (lambda value: isinstance(value, list), False),
    "infeasible": (lambda value: isinstance(value, dict), True),
}
TARGET_FIELDS: Fields = {
    "feature": (is_text, False),
    "value": (is_text, False),
    "min": (is_count, False),
    "max": (is_count, False),
    "got": (is_count, True),
}
