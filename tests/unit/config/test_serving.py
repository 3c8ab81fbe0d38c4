from __future__ import annotations

import signal
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lehc.config import serving


class Server:
    """Runs for as many looks as it is given."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def is_alive(self) -> bool:
        self.looks -= 1
        return self.looks >= 0


class Chore:
    def is_alive(self) -> bool:
        return False


@pytest.fixture
def started(monkeypatch: Any) -> list[tuple[str, ...]]:
    words: list[tuple[str, ...]] = []

    def start(work: Any, *name: str) -> Chore:
        assert work is serving.run_lehc
        words.append(name)
        return Chore()

    monkeypatch.setattr(serving, "start", start)
    monkeypatch.setattr(serving, "LOOK_SECONDS", 0)
    return words


def test_the_first_page_comes_before_the_chores(started: Any) -> None:
    serving.watch([Server(looks=3)])
    assert started == []


def test_chores_are_done_once_an_hour(started: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(serving, "FIRST_HOUSEKEEPING_SECONDS", 0)
    serving.watch([Server(looks=3)])
    assert started == [("housekeeping",)]


def refuse_to_end(record: Path) -> None:
    serving.stand_alone()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    record.touch()
    time.sleep(60)


def test_what_does_not_end_when_asked_is_ended(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(serving, "PATIENCE_SECONDS", 0.2)
    process = serving.start(refuse_to_end, tmp_path / "record")
    while not (tmp_path / "record").exists():
        time.sleep(0.01)
    serving.end([process])
    process.join(timeout=10)
    assert process.exitcode == -signal.SIGKILL


def test_a_second_signal_does_not_disturb_the_end() -> None:
    """As from Ctrl-C pressed twice, or from make and the shell at once."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, serving.stop) for number in numbers]
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        for number in numbers:
            signal.raise_signal(number)
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def test_a_port_is_not_shared_with_another_site() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as Granian does
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert serving.is_taken("127.0.0.1", port)
        with pytest.raises(CommandError, match=f"on port {port} already"):
            call_command("run", port=port)
    assert not serving.is_taken("127.0.0.1", port)
