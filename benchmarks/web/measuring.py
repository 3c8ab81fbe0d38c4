"""How much a server takes for a page: CPU of all its processes, and times by wrk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS, WARM_UP = 16, 20
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Measurement:
    """What one page of one server took."""

    requests: int
    cpu_ms: float
    per_second: float
    median_ms: float
    slowest_ms: float  # 99th percentile
    refused: int
    size: int


def measure(url: str, roots: list[int], *, seconds: int) -> Measurement:
    """Load one address for some seconds; CPU over the processes below `roots`.

    Raises:
        RuntimeError: wrk is not installed, or the page does not answer 200.
    """
    if shutil.which("wrk") is None:
        raise RuntimeError("Install wrk (Debian's package) for the load.")
    size = 0
    for _ in range(WARM_UP):
        size = len(fetch(url))
    before = sum_cpu(roots)
    words = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s"]
    out = subprocess.run(
        ["wrk", *words, "--latency", url],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    used = sum_cpu(roots) - before
    requests = int(re.search(r"(\d+) requests in", out)[1])
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    return Measurement(
        requests=requests,
        cpu_ms=1000 * used / max(requests, 1),
        per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]),
        median_ms=read_time(out, "50%"),
        slowest_ms=read_time(out, "99%"),
        refused=int(bad[1]) if bad else 0,
        size=size,
    )


def fetch(url: str) -> bytes:
    """What an address of our own answers."""
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310  our own
        return bytes(answer.read())


def read_time(out: str, label: str) -> float:
    number, unit = re.search(rf"{label}\s+([\d.]+)(us|ms|s)", out).groups()
    return float(number) * MILLISECONDS[unit]


def sum_cpu(roots: list[int]) -> float:
    """CPU seconds (user and system) of some processes and all below them.

    Children that have ended count through their parents.
    """
    parents, times = {}, {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            text = (folder / "stat").read_text()
        except OSError:  # ended meanwhile
            continue
        words = text.rpartition(")")[2].split()
        parents[int(folder.name)] = int(words[1])
        times[int(folder.name)] = sum(int(word) for word in words[11:15]) / TICKS
    wanted = set(roots)
    while True:
        more = {pid for pid, parent in parents.items() if parent in wanted} - wanted
        if not more:
            return sum(times[pid] for pid in wanted if pid in times)
        wanted |= more


def wait_for(url: str, *, patience: int = 60) -> None:
    """Return once the address answers.

    Raises:
        RuntimeError: it does not within the patience.
    """
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            fetch(url)
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise RuntimeError(f"{url} does not answer.")
