"""Runs the web server, the task worker and housekeeping together, until stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from types import FrameType

HOUSEKEEPING_SECONDS = 3600
FIRST_HOUSEKEEPING_SECONDS = 20  # the first page comes before the chores
LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 15


def serve(*, host: str, port: int, web_workers: int) -> None:
    """Serve until a signal comes or one of the processes ends."""
    processes = [
        start_web_server(host=host, port=port, workers=web_workers),
        start_lehc("worker"),
    ]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        watch(processes)
    except KeyboardInterrupt:
        pass
    finally:
        end(processes)


def stop(number: int, frame: FrameType | None) -> None:
    """End as Ctrl-C does, whichever signal came."""
    raise KeyboardInterrupt


def start_web_server(*, host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    words = ["--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
    words += ["--workers", str(workers), "--blocking-threads", "4"]
    words += ["--log-level", "warning", "--respawn-failed-workers"]
    return subprocess.Popen(  # noqa: S603  our own server with our own words
        [sys.executable, "-m", "granian", *words, "lehc.config.wsgi:application"]
    )


def start_lehc(*words: str) -> subprocess.Popen[bytes]:
    """Behind the web server in line for the processor: visitors wait for pages."""
    words = ("nice", sys.executable, "-m", "lehc", *words)
    return subprocess.Popen(words)  # noqa: S603


def watch(processes: list[subprocess.Popen[bytes]]) -> None:
    """Return when one of the processes has ended; do housekeeping every hour."""
    due, chores = time.monotonic() + FIRST_HOUSEKEEPING_SECONDS, []
    while all(process.poll() is None for process in processes):
        if time.monotonic() >= due:
            chores.append(start_lehc("housekeeping"))
            due += HOUSEKEEPING_SECONDS
        chores = [chore for chore in chores if chore.poll() is None]
        time.sleep(LOOK_SECONDS)
    end(chores)


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask every process to finish, and wait; a worker finishes the task it is at."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
