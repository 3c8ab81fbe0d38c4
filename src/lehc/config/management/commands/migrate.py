"""Django's own `migrate`, in an order that costs a fraction of the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation

OURS = "lehc."


class QuickExecutor(MigrationExecutor):
    """Applies the packages' migrations before our own, and new tables together.

    Every step that changes a table draws anew all models which lead to it. Wagtail has
    a hundred such steps behind it, nearly all around people and pages: taken while our
    tables are still few, they cost a third. Tables that are made one after the other
    are drawn once: that saves a third again.
    """

    def migration_plan(self, targets: Any, clean_start: bool = False) -> Any:
        return super().migration_plan(self.sort(targets), clean_start)

    def sort(self, targets: Iterable[Any]) -> list[Any]:
        nodes = self.loader.graph.nodes

        def is_ours(target: Any) -> bool:
            migration = nodes.get(target)
            return migration is None or type(migration).__module__.startswith(OURS)

        return sorted(targets, key=is_ours)

    def apply_migration(
        self, state: Any, migration: Any, *options: Any, **more: Any
    ) -> Any:
        migration.operations = join_creations(migration.operations)
        return super().apply_migration(state, migration, *options, **more)


def join_creations(operations: Iterable[Any]) -> list[Any]:
    """The same steps; of new tables in a row, one step."""
    joined: list[Any] = []
    for creates, run in groupby(operations, lambda one: type(one) is CreateModel):
        together = list(run)
        several = creates and len(together) > 1
        joined += [CreateModels(together)] if several else together
    return joined


class CreateModels(Operation):
    """New tables, whose models are drawn together once all of them are known."""

    def __init__(self, creations: Sequence[CreateModel]) -> None:
        self.creations = creations

    def state_forwards(self, app_label: str, state: Any) -> None:
        drawn = vars(state).pop("apps", None)  # what is not drawn can't be drawn anew
        for creation in self.creations:
            creation.state_forwards(app_label, state)
        if drawn is not None:
            state.apps = drawn
            names = [(app_label, one.name_lower) for one in self.creations]
            state.reload_models(names, delay=False)

    def database_forwards(self, app_label: str, *editor_and_states: Any) -> None:
        for creation in self.creations:
            creation.database_forwards(app_label, *editor_and_states)


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        migrate.MigrationExecutor = QuickExecutor  # type: ignore[attr-defined]
        super().handle(*args, **options)
