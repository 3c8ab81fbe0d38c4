"""Named tasks: apps register them, anyone may ask for one by name and ids."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

Work = Callable[..., Any]
PATIENT = -10  # below all that somebody waits for
_tasks: dict[str, Work] = {}
_housekeeping: dict[str, Work] = {}


def register(name: str) -> Callable[[Work], Work]:
    """Register a function as the task of that name (`app.verb_noun`)."""

    def keep(function: Work) -> Work:
        if name in _tasks:
            raise ValueError(f"Two tasks are called {name}.")
        _tasks[name] = function
        return function

    return keep


def register_housekeeping(name: str) -> Callable[[Work], Work]:
    """Register a function without arguments that is safe to run at any hour."""

    def keep(function: Work) -> Work:
        if name in _housekeeping:
            raise ValueError(f"Two housekeeping tasks are called {name}.")
        _housekeeping[name] = function
        return function

    return keep


def enqueue_on_commit(name: str, **ids: int | str) -> None:
    """Ask for a task once the present transaction has committed."""
    if name not in _tasks:
        raise LookupError(f"No task is called {name}.")
    transaction.on_commit(lambda: run_task.enqueue(name, ids))


def enqueue_patient_work(
    name: str, *, wait: timedelta = timedelta(0), **ids: int | str
) -> None:
    """Ask for a task that anything else may overtake, no sooner than after `wait`.

    For long work cut into pieces: each piece asks for the next, and letters that
    somebody waits for go in between.
    """
    if name not in _tasks:
        raise LookupError(f"No task is called {name}.")
    transaction.on_commit(lambda: make_patient(run_task, wait).enqueue(name, ids))


def make_patient(work: Task, wait: timedelta) -> Task:
    """The task as its backend can do it: tests run everything at once."""
    backend = work.get_backend()
    if backend.supports_priority:
        work = work.using(priority=PATIENT)
    if backend.supports_defer and wait:
        work = work.using(run_after=timezone.now() + wait)
    return work


def run_housekeeping() -> list[str]:
    """Run every housekeeping task once, and return their names in order."""
    for name in sorted(_housekeeping):
        _housekeeping[name]()
    return sorted(_housekeeping)


@task()
def run_task(name: str, ids: dict[str, int | str]) -> None:
    """What the worker runs: look the task up by name and call it with its ids."""
    _tasks[name](**ids)
