"""What somebody at a terminal sees."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lehc.audit.models import AuditEvent
from lehc.config.cli import IMPORTS
from lehc.places.importing.kinds import READERS
from lehc.places.importing.progress import Progress
from lehc.places.models import Area

pytestmark = pytest.mark.django_db
LOOKUP = "MSOA21CD,MSOA21NM\nE02003399,Reading 011\n"


def run(kind: str, path: Path, **options: object) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(f"import_{kind}", str(path), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_every_kind_has_a_word_on_the_command_line() -> None:
    assert {f"import_{kind}" for kind in READERS} <= {
        row.command for row in IMPORTS.values()
    }


def test_what_was_imported_is_said_and_recorded(tmp_path: Path) -> None:
    path = tmp_path / "lookup.csv"
    path.write_text(LOOKUP)
    assert run("lookup", path) == ("Imported 1 row.\n", "")
    [event] = AuditEvent.objects.filter(action="places.import_file")
    assert event.facts == {"kind": "lookup", "rows": 1}


def test_refused_rows_are_listed_and_written_to_a_file(tmp_path: Path) -> None:
    path, refused = tmp_path / "lookup.csv", tmp_path / "refused.csv"
    path.write_text(LOOKUP + "00MCMR,Abbey\n" * 60)
    err = io.StringIO()
    with pytest.raises(CommandError, match="60 of 61 rows can't be read, so nothing"):
        call_command("import_lookup", str(path), refused=refused, stderr=err)
    lines = err.getvalue().splitlines()
    assert lines[0].startswith("Line 3: 00MCMR is a code from before 2011.")
    assert lines[-1] == "... and 10 more: --refused FILE writes them all."
    assert len(refused.read_text().splitlines()) == 61
    assert not Area.objects.exists()


def test_a_file_that_is_none_of_ours_ends_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match=r"names no areas.*Nothing was imported\."):
        run("lookup", path)


def test_the_bar_moves_to_its_end() -> None:
    stream = io.StringIO()
    bar = Progress(200, stream=stream, shows=True)
    for done in (0, 1, 100, 200):
        bar.reach(done, done * 10)
    bar.end()
    drawn = stream.getvalue().split("\r")[1:]
    assert drawn[0].startswith("[" + "." * 30 + "]   0%")
    assert drawn[-1] == "[" + "#" * 30 + "] 100%  2,000 rows\n"
    assert len(drawn) == 3


def test_nobody_looking_means_no_bar() -> None:
    stream = io.StringIO()
    Progress(10, stream=stream).reach(5, 1)
    assert stream.getvalue() == ""
