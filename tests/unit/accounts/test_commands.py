from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from lehc.accounts.personal_data import load_register
from lehc.accounts.privacy_document import write_privacy_document


def test_register_command_checks(capsys):
    call_command("privacy_register")
    assert capsys.readouterr().out == "Every field is classed.\n"


def test_register_command_writes_the_page(tmp_path):
    there = tmp_path / "privacy.md"
    call_command("privacy_register", "--write", "--to", str(there))
    assert there.read_text(encoding="utf-8") == write_privacy_document(load_register())


def test_register_command_stops_at_a_gap(monkeypatch):
    monkeypatch.setattr(
        "lehc.accounts.management.commands.privacy_register.find_faults",
        lambda register, models: ["Add a field."],
    )
    with pytest.raises(CommandError, match="Add a field"):
        call_command("privacy_register")
