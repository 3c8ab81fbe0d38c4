from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from lehc.methods.selection import Person, Pool, Problem, Target
from lehc.selection.calculations.certificate import (
    Certificate,
    CertifiedTarget,
    from_json,
    hash_inputs,
    to_json,
)

POOL = Pool(
    ("place", "role"),
    (
        Person("b", ("Zürich", "nurse"), 2.0, "one"),
        Person("a", ("York", "carer")),
    ),
)
PROBLEM = Problem(
    POOL, (Target("role", "nurse", 0, 1), Target("place", "York", 1, 1, "role", "x")), 1
)
# The canonical form, written out by hand: people by id, their values by feature,
# targets by what they are about, text in ASCII.
CANONICAL = (
    r'{"people":[["a",[["place","York"],["role","carer"]],null,null],'
    r'["b",[["place","Z\u00fcrich"],["role","nurse"]],"2.0","one"]],'
    r'"targets":[[[["place","York"],["role","x"]],1,1],[[["role","nurse"]],0,1]]}'
)
CERTIFICATE = Certificate(
    method="best",
    version="best-1",
    seats=1,
    status="optimal",
    seed=7,
    inputs_sha256="ab",
    selected=("a",),
    probabilities={"b": 0.0, "a": 1.0},
    min_probability=0.0,
    targets=(CertifiedTarget("place", "Zürich", 0, 1, 0),),
    infeasible=None,
)


def test_hash_is_over_the_canonical_form():
    assert hash_inputs(PROBLEM) == hashlib.sha256(CANONICAL.encode()).hexdigest()


def test_hash_does_not_depend_on_any_order():
    columns = Pool(
        ("role", "place"),
        tuple(
            replace(person, values=person.values[::-1]) for person in POOL.people[::-1]
        ),
    )
    turned = Problem(columns, PROBLEM.targets[::-1], 1)
    assert hash_inputs(turned) == hash_inputs(PROBLEM)


@pytest.mark.parametrize(
    "people",
    [
        (replace(POOL.people[0], score=2.5), POOL.people[1]),
        (replace(POOL.people[0], team="two"), POOL.people[1]),
        (replace(POOL.people[0], values=("York", "nurse")), POOL.people[1]),
        (replace(POOL.people[0], id="c"), POOL.people[1]),
        POOL.people[:1],
    ],
)
def test_hash_changes_with_people(people):
    changed = replace(PROBLEM, pool=Pool(POOL.features, people))
    assert hash_inputs(changed) != hash_inputs(PROBLEM)


def test_hash_changes_with_targets():
    changed = replace(PROBLEM, targets=PROBLEM.targets[:1])
    assert hash_inputs(changed) != hash_inputs(PROBLEM)


def test_certificate_comes_back_from_json():
    assert from_json(to_json(CERTIFICATE)) == CERTIFICATE


def test_json_has_the_published_keys_in_order():
    first_lines = to_json(CERTIFICATE).splitlines()
    keys = [line.split('"')[1] for line in first_lines if line.startswith('  "')]
    assert keys == [
        "method",
        "version",
        "seats",
        "status",
        "seed",
        "inputs_sha256",
        "selected",
        "probabilities",
        "min_probability",
        "targets",
        "infeasible",
    ]


def test_hash_changes_with_who_is_certainly_in_or_out():
    hashes = {
        hash_inputs(replace(PROBLEM, accepted=frozenset(accepted)))
        for accepted in ((), ("a",), ("b",))
    }
    assert len(hashes) == 3
