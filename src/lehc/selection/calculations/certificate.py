"""The certificate of a selection: what ran, on what, with which result.

A certificate holds ids and nothing else about people. It names the inputs by a hash
over their meaning (ids, values, scores, teams, targets), not over bytes, so the same
table saved in another encoding or order has the same hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lehc.methods.selection import Problem

# Chances are computed to 1e-9; what is beyond would differ between machines.
DECIMALS = 9


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

    Who is certainly in or out counts only where anybody is.
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
    """The certificate in a JSON text; raises ValueError when it is not one."""
    content = json.loads(text)
    if not isinstance(content, dict):
        raise TypeError("a certificate is a JSON object")
    fields = set(Certificate.__dataclass_fields__)
    if not fields <= set(content):
        raise ValueError(f"missing: {', '.join(sorted(fields - set(content)))}")
    values = {name: content[name] for name in fields}
    values["selected"] = tuple(values["selected"])
    values["targets"] = tuple(
        CertifiedTarget(t["feature"], t["value"], t["min"], t["max"], t["got"])
        for t in values["targets"]
    )
    return Certificate(**values)
