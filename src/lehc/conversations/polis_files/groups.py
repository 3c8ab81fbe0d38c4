"""Groups given from outside: a JSON object from voter to group."""

from __future__ import annotations

import json
from pathlib import Path

from lehc.conversations.polis_files.problems import InputError

WANTED = 'write {"voter-id": group, ...}, or the same under "group_of"'


def read_groups(path: Path) -> dict[str, str]:
    """Each voter's group, both as text. Raises InputError with what to mend.

    A file written by `lehc opinions` can be given back: its "group_of" is read.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened ({error.strerror}); check the name."
        ) from error
    except ValueError as error:
        raise InputError(f"{path.name} is not JSON ({error}); {WANTED}.") from error
    groups = found.get("group_of", found) if isinstance(found, dict) else None
    if not isinstance(groups, dict) or not groups:
        raise InputError(f"{path.name} holds no groups; {WANTED}.")
    return {voter: _name(path, voter, group) for voter, group in groups.items()}


def _name(path: Path, voter: str, group: object) -> str:
    if isinstance(group, bool) or not isinstance(group, int | str):
        raise InputError(
            f"{path.name}: the group of voter {voter} is {json.dumps(group)}; write a "
            "whole number or a name."
        )
    return str(group)
