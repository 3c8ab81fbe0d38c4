"""Runs the web server, the task worker and housekeeping together, until stopped.

Where the system can, each of them is a copy of this process, which has read the code
and knows every address already: that spares each the two seconds it takes.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from types import FrameType

APPLICATION = "lehc.config.wsgi:application"
HOUSEKEEPING_SECONDS = 3600
FIRST_HOUSEKEEPING_SECONDS = 20  # the first page comes before the chores
LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 15
KILL_SECONDS = 8
"""A web worker that was asked to end while it was starting may not have heard it."""

AFTER_VISITORS = 10
"""How nice the task worker is: visitors wait for pages, not for letters."""


def serve(*, host: str, port: int, web_workers: int) -> None:
    """Serve until a signal comes or one of the processes ends."""
    share_code()
    processes = [
        start(serve_web, host, port, web_workers),
        start(run_lehc, "worker"),
    ]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        watch(processes)
    except KeyboardInterrupt:
        pass
    finally:
        end(processes)


def is_taken(host: str, port: int) -> bool:
    """Whether somebody serves there already.

    The web server would share the port without a word, so that either site answered,
    by turns.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def stop(number: int, frame: FrameType | None) -> None:
    """End as Ctrl-C does, whichever signal came; another one changes nothing."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def share_code() -> None:
    """Read what the copies need, and let go of what they can't share."""
    from django.db import connections  # needs Django's settings
    from django.urls import get_resolver  # needs Django's settings

    import lehc.config.wsgi  # noqa: F401  needs Django's settings

    assert get_resolver().url_patterns
    for connection in connections.all(initialized_only=True):
        connection.close()
        if let_go := getattr(connection, "close_pool", None):  # PostgreSQL's
            let_go()


def start(work: Callable[..., None], *words: object) -> BaseProcess:
    process = multiprocessing.Process(target=work, args=words)
    process.start()
    return process


def serve_web(host: str, port: int, workers: int) -> None:
    from granian import Granian  # only the web server's own process needs it
    from granian.constants import Interfaces
    from granian.log import LogLevels

    stand_alone()
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
    ).serve()


def run_lehc(*words: str) -> None:
    """Run a command, behind the web server in line for the processor."""
    from lehc.config.cli import main  # which serves with this module

    stand_alone()
    os.nice(AFTER_VISITORS)
    sys.exit(main(words))


def stand_alone() -> None:
    """Hear signals from the first process alone, and none as it hears them itself.

    A group of its own: Ctrl-C reaches all of a terminal's group at once, and a web
    worker that ends before its server was told to is started again.
    """
    first = multiprocessing.parent_process()
    assert first is not None
    threading.Thread(target=end_after, args=(first.pid,), daemon=True).start()
    os.setpgrp()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def end_after(first: int | None) -> None:
    """End this process and its group once the first one is gone without a word.

    Whoever kills it, or a machine without memory, would leave a server behind that
    keeps the port.
    """
    while os.getppid() == first:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE_SECONDS)
    os.killpg(0, signal.SIGKILL)


def watch(processes: list[BaseProcess]) -> None:
    """Return when one of the processes has ended; do housekeeping every hour."""
    due, chores = time.monotonic() + FIRST_HOUSEKEEPING_SECONDS, []
    while all(process.is_alive() for process in processes):
        if time.monotonic() >= due:
            chores.append(start(run_lehc, "housekeeping"))
            due += HOUSEKEEPING_SECONDS
        chores = [chore for chore in chores if chore.is_alive()]
        time.sleep(LOOK_SECONDS)
    end(chores)


def end(processes: list[BaseProcess]) -> None:
    """Ask every process to finish, and wait; a worker finishes the task it is at."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(timeout=PATIENCE_SECONDS)
        assert process.pid is not None
        with suppress(ProcessLookupError):  # nearly always: nothing of it is left
            os.killpg(process.pid, signal.SIGKILL)
