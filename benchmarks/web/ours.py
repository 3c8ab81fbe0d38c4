"""Our server and the plain Wagtail blog, both by Granian with two workers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.web.measuring import wait_for
from benchmarks.web.posts import Post, write_wxr

PORT, PLAIN_PORT = 8973, 8974
PLAIN = "benchmarks.web.plain_wagtail"


def run(words: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(
        [sys.executable, *words],
        env=os.environ | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@contextmanager
def start(application: str, port: int, environment: dict[str, str]) -> Iterator[int]:
    words = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--no-ws"]
    words += ["--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    words += ["--log-level", "warning", application]
    process = subprocess.Popen([sys.executable, *words], env=os.environ | environment)
    try:
        wait_for(f"http://localhost:{port}/")
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def serve_ours(
    folder: Path, posts: list[Post], *, cached: bool
) -> Iterator[tuple[str, list[int], dict[str, str]]]:
    """The demonstration with the posts brought in by `lehc import wordpress`."""
    address = f"http://localhost:{PORT}"
    environment = {"LEHC_DATA": str(folder), "LEHC_BASE_URL": address}
    if not cached:
        environment["LEHC_PAGE_CACHE"] = "no"
    if not (folder / "lehc.sqlite3").exists():
        for words in (["prepare"], ["demo"]):
            run(["-m", "lehc", *words], environment)
        export = folder / "posts.xml"
        export.write_text(write_wxr(posts), encoding="utf-8")
        run(["-m", "lehc", "import", "wordpress", str(export)], environment)
    paths = {
        "tag archive": "/tag/tag-1/",
        "story": find_story(address, environment, posts[-1]),
        "home": "/",
        "feed": "/tag/tag-1/feed/",
    }
    with start("lehc.config.wsgi:application", PORT, environment) as pid:
        yield address, [pid], paths


def find_story(address: str, environment: dict[str, str], post: Post) -> str:
    """Where the importer put the newest post."""
    code = (
        "from wagtail.models import Page;"
        f"print(Page.objects.get(slug={post.slug!r}).url)"
    )
    url = run(["-m", "lehc", "shell", "-v", "0", "-c", code], environment).strip()
    return url.removeprefix(address)


@contextmanager
def serve_plain(folder: Path) -> Iterator[tuple[str, list[int], dict[str, str]]]:
    environment = {
        "DJANGO_SETTINGS_MODULE": f"{PLAIN}.settings",
        "PLAIN_WAGTAIL_FOLDER": str(folder),
    }
    story = run(["-m", f"{PLAIN}.fill"], environment).strip()
    paths = {"tag archive": "/?tag=tag-1", "story": story, "home": "/"}
    with start(f"{PLAIN}.wsgi:application", PLAIN_PORT, environment) as pid:
        yield f"http://localhost:{PLAIN_PORT}", [pid], paths
