"""Django's own `migrate`, in an order that costs a fraction of the time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor

OURS = "lehc."


class OthersFirst(MigrationExecutor):
    """Plans the packages' migrations before our own.

    Every step that changes a table draws anew all tables which lead to it. Wagtail has
    a hundred such steps behind it, nearly all around people and pages: taken while our
    tables are still few, they cost a third.
    """

    def migration_plan(self, targets: Any, clean_start: bool = False) -> Any:
        return super().migration_plan(self.sort(targets), clean_start)

    def sort(self, targets: Iterable[Any]) -> list[Any]:
        nodes = self.loader.graph.nodes

        def is_ours(target: Any) -> bool:
            migration = nodes.get(target)
            return migration is None or type(migration).__module__.startswith(OURS)

        return sorted(targets, key=is_ours)


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        migrate.MigrationExecutor = OthersFirst  # type: ignore[attr-defined]
        super().handle(*args, **options)
