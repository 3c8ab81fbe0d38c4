"""Files as publishers write them, small."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lehc.places.importing.problems import Report
from lehc.places.importing.running import Wish, import_file

Runner = Callable[..., Report]


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    """Write a file and import it."""

    def write_and_import(
        kind: str, content: str | bytes, name: str = "file.csv", **wishes: object
    ) -> Report:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_file(Wish(kind, path, **wishes))

    return write_and_import


def reasons(report: Report) -> list[tuple[int, str]]:
    return [(each.line, each.reason) for each in report.refusals]
