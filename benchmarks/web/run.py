"""Our server and its peers on the same 200 posts, side by side."""

from __future__ import annotations

import argparse
import os
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.web import ours, wordpress
from benchmarks.web.measuring import Measurement, measure
from benchmarks.web.posts import make_posts

PAGES = ("tag archive", "story", "home", "feed")
# What a page of ours may take, as a part of a peer's CPU: uncached.
GOALS = {"WordPress": 1 / 6, "plain Wagtail": 1 / 4}
Results = dict[str, dict[str, Measurement]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10, help="of load for a page")
    parser.add_argument("--without-peers", action="store_true")
    options = parser.parse_args()
    root = Path(__file__).resolve().parents[2]
    os.environ["PYTHONPATH"] = f"{root / 'src'}{os.pathsep}{root}"
    posts, results = make_posts(), {}
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / part for part in ("ours", "plain", "wordpress")]
        for folder in folders:
            folder.mkdir()
        Path(name).chmod(0o755)  # WordPress's parts run under accounts of their own
        servers: dict[str, AbstractContextManager] = {
            "LEHC, uncached": ours.serve_ours(folders[0], posts, cached=False),
            "LEHC": ours.serve_ours(folders[0], posts, cached=True),
        }
        if not options.without_peers:
            servers["plain Wagtail"] = ours.serve_plain(folders[1])
            if wordpress.is_installed():
                servers["WordPress"] = wordpress.serve(folders[2], posts)
            else:
                print("WordPress is not installed here: see benchmarks/web/README.md")
        for server, context in servers.items():
            results[server] = load(server, context, options.seconds)
    print_ratios(results)


def load(
    server: str, context: AbstractContextManager, seconds: int
) -> dict[str, Measurement]:
    """Load each page of one server, and print what it took."""
    print(f"\n{server}")
    print(
        f"{'page':12}{'CPU ms':>9}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'kB':>7}"
    )
    found = {}
    with context as (address, processes, paths):
        for page, path in paths.items():
            it = measure(address + path, processes, seconds=seconds)
            found[page] = it
            print(
                f"{page:12}{it.cpu_ms:9.2f}{it.per_second:10.1f}{it.median_ms:9.1f}"
                f"{it.slowest_ms:9.1f}{it.size / 1000:7.1f}"
                + (f"  {it.refused} not answered with 200" if it.refused else "")
            )
    return found


def print_ratios(results: Results) -> None:
    print("\nOur CPU a request, as a part of the peer's (uncached; goal; cached)")
    for peer, goal in GOALS.items():
        for page in PAGES:
            if page not in results.get(peer, {}):
                continue
            theirs = results[peer][page].cpu_ms
            plain = results["LEHC, uncached"][page].cpu_ms
            cached = results["LEHC"][page].cpu_ms
            print(
                f"{page:12}{peer:15} 1/{theirs / plain:<7.1f} 1/{1 / goal:<4.0f} "
                f"1/{theirs / cached:.1f}"
            )


if __name__ == "__main__":
    main()
