from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import set_up_browser
from tests.journeys.running_site import Site, make_demonstration, run_site

# Playwright keeps an event loop in the thread in which tests use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict:
    return {**browser_type_launch_args, **set_up_browser()}


@pytest.fixture(scope="session")
def base_url() -> str:
    """In place of pytest-base-url's own, which uses what pytest will take away."""
    return ""


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration, made once for all workers of a run."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, done = shared / "demonstration", shared / "demonstration.done"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make_demonstration(folder)
            done.touch()
    return folder


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, demonstration: Path
) -> Iterator[Site]:
    """The demonstration, running; one for all journeys of a module."""
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(demonstration, folder)
    with run_site(folder) as running:
        yield running


@pytest.fixture(autouse=True)
def _close_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a journey opened: windows left open go on taking the processor."""
    yield
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()
