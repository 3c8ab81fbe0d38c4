"""A real browser for the style guide, in each scheme and size that we design."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

# The browser's loop runs in this thread, where Django would refuse its database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

Open = Callable[..., Page]
GUIDE, QUESTION, TABLE = "/design/", "/design/question", "/design/table?page=7"
PAGES = [f"{GUIDE}?messages", f"{GUIDE}?errors", f"{QUESTION}?errors", TABLE]


def send_nothing(route: Route) -> None:
    """Answer with an empty script."""
    route.fulfill(body="", content_type="text/javascript")


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Open]:
    """Opens a page of the site; anything the console says is an error."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_one(
        path: str, width: int = 375, *, scripted: bool = True, **settings: Any
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            base_url=live_server.url,
            reduced_motion="reduce",
            **settings,
        )
        contexts.append(context)
        if not scripted:
            # Axe itself needs a browser that runs scripts: ours arrive empty.
            context.route("**/*.js", send_nothing)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert said == []
