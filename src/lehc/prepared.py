"""Questions to the database that Django puts into SQL once, not at each request.

Putting a question into SQL costs Django up to ten times what answering it costs SQLite:
6 of the 17 ms of CPU that the team's list of applications took.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet

FIRST_STAND_IN = -1_000_000_007  # no row's id, and no number in any question
Value = int | str
ModelT = TypeVar("ModelT", bound=Model)


class Prepared:
    """A question about one or more values, such as a person's id.

    `ask` makes its queryset, of rows of values, once and for stand-ins: it may compare
    them with columns and nothing else. What it decides by itself (filters, the clock,
    what is registered) is decided for good, so each such choice needs a question of
    its own.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]], about: int) -> None:
        self.ask = ask
        self.stand_ins = [FIRST_STAND_IN - number for number in range(about)]

    @cached_property
    def wording(self) -> Wording | None:
        """The question in SQL; None if nothing can ever answer it.

        Raises:
            ValueError: it does not depend on one of the values.
        """
        question = self.ask(*self.stand_ins)
        try:
            wording = Wording(question, [str(one) for one in self.stand_ins])
        except EmptyResultSet:
            return None
        if len(set(wording.places.values())) < len(self.stand_ins):
            raise ValueError(f"{self.ask} forgets what it is asked about.")
        return wording

    def read(self, *values: Value) -> list[tuple[Any, ...]]:
        """The rows that the queryset would give for these values; one query."""
        if len(values) != len(self.stand_ins):
            raise TypeError(f"{self.ask} is asked about {len(self.stand_ins)} values.")
        return self.wording.read(values) if self.wording else []


class Wording:
    """A question in SQL, and where in it the values belong."""

    def __init__(self, question: QuerySet[Any, Any], stand_ins: list[str]) -> None:
        self.compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()
        self.places = {
            place: stand_ins.index(str(parameter))
            for place, parameter in enumerate(self.parameters)
            if str(parameter) in stand_ins
        }
        columns = [column for column, *_ in self.compiler.select]
        self.converters = self.compiler.get_converters(
            columns[: self.compiler.col_count]
        )

    def read(self, values: Sequence[Value]) -> list[tuple[Any, ...]]:
        parameters = list(self.parameters)
        for place, number in self.places.items():
            parameters[place] = values[number]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not self.converters:
            return rows
        return [
            tuple(row) for row in self.compiler.apply_converters(rows, self.converters)
        ]


def name_columns(model: type[Model], path: str = "") -> list[str]:
    """What to ask for so that `make_model` can make one; `path` leads to it."""
    return [path + field.attname for field in model._meta.concrete_fields]


def make_model(model: type[ModelT], values: Iterable[Any]) -> ModelT:
    return model.from_db(DEFAULT_DB_ALIAS, name_columns(model), list(values))


def make_models(values: Sequence[Any], *models: type[Model]) -> list[Any]:
    """One of each model, whose columns were asked for one after the other."""
    rest = iter(values)
    return [make_model(each, islice(rest, len(name_columns(each)))) for each in models]
