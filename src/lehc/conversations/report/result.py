"""result.json: everything in one file for other programs.

It says who is in which group, so it is personal data: it is for the people who run
the conversation and not for publication.
"""

from __future__ import annotations

import json
import re
from typing import Any

import lehc
from lehc.conversations.findings import Findings

# Longer ones many programs do not read to the last digit.
NUMBER = r"0|[1-9][0-9]{0,14}"


def result_object(found: Findings) -> dict[str, Any]:
    """The object written to result.json. Ids that are numbers become numbers."""
    shown = [each for each in found.statements if each.shown or found.tests is None]
    return {
        "mode": found.mode,
        "version": lehc.__version__,
        "seed": found.seed,
        "people": found.people,
        "statements": len(found.statements),
        "votes": found.votes,
        "state": found.state,
        "k": found.k,
        "group_of": {who: _plain(group) for who, group in found.group_of.items()},
        "stability": found.tests,
        "representative": {
            group: [_entry(each) for each in listed]
            for group, listed in found.representative.items()
        },
        "consensus": {
            side: [_entry(each) for each in listed]
            for side, listed in found.consensus.items()
        },
        "group_informed_consensus": {each.id: each.consensus for each in shown},
        "priorities": {each.id: each.priority for each in shown},
    }


def write_result(found: Findings) -> str:
    """The text of result.json."""
    return json.dumps(result_object(found), indent=1, ensure_ascii=False) + "\n"


def _entry(each: dict[str, Any]) -> dict[str, Any]:
    return each | {"statement": _plain(each["statement"])}


def _plain(name: str) -> int | str:
    """A whole number where the id is one and nothing is lost by it."""
    return int(name) if re.fullmatch(NUMBER, name) else name
