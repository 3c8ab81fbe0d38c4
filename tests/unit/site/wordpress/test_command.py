"""`lehc import wordpress` as somebody types it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from wagtail.models import Page

from lehc.config import cli
from lehc.site.actions.planting import plant_site
from lehc.site.models import Story
from lehc.site.wordpress.management.commands.import_wordpress import Progress
from tests.factories.wordpress import make_item, save_export

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages(settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    plant_site()


def test_report_is_printed_and_kept(tmp_path: Path, capsys) -> None:
    path = save_export(tmp_path, make_item(1))
    call_command("import_wordpress", path)
    [kept] = (tmp_path / "imports").glob("wordpress-*.txt")
    printed = capsys.readouterr().out
    assert printed == f"{kept.read_text()}This report is kept in {kept}.\n"
    assert Story.objects.count() == 1


def test_report_goes_where_it_is_wanted(tmp_path: Path) -> None:
    path, wanted = save_export(tmp_path, make_item(1)), tmp_path / "report.txt"
    call_command("import_wordpress", path, report=wanted, stdout=io.StringIO())
    assert wanted.read_text().startswith("Import of “The old blog”")


def test_wrong_file_and_folder_are_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match=r"can't be opened.*\nNothing was taken over"
    ):
        call_command("import_wordpress", tmp_path / "none.xml")
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("import_wordpress", tmp_path, media=tmp_path / "none")


def test_help_says_what_a_stranger_needs(capsys) -> None:
    with pytest.raises(SystemExit):
        cli.main(["import", "wordpress", "--help"])
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.startswith("usage: lehc import wordpress ")
    for words in ("Tools, Export", "--media FOLDER", "--comments", "doubles nothing"):
        assert words in printed


def test_bar_fills_one_line_and_is_silent_in_a_pipe() -> None:
    class Stream:
        def __init__(self) -> None:
            self.text = ""

        def write(self, text: str, ending: str = "\n") -> None:
            self.text += text + ending

        def flush(self) -> None:
            pass

    stream = Stream()
    bar = Progress(stream)
    bar.show(1, 2, "One")
    bar.show(2, 2, "Two")
    bar.end()
    assert stream.text.count("\r") == 2
    assert f"[{'#' * 15}{'.' * 15}] 1 of 2  One" in stream.text
    assert f"[{'#' * 30}] 2 of 2  Two" in stream.text
    assert stream.text.endswith("\n")
    Progress(None).show(1, 2, "One")
    Progress(None).end()


def test_a_blog_comes_in_before_the_site_was_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    # A command closes its connections, and the test's with them.
    monkeypatch.setattr(connections, "close_all", lambda: None)
    Page.objects.filter(depth__gt=1).delete()
    assert (
        cli.main(["import", "wordpress", str(save_export(tmp_path, make_item(1)))]) == 0
    )
    assert "Import of “The old blog”" in capsys.readouterr().out
    assert Story.objects.count() == 1
