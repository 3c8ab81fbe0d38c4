"""The register of personal data, read from personal_data.toml: see its head.

Models are named, not imported, so that the lowest floor of people can speak of the
data of every floor above it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.db import models

CLASSES = frozenset(
    {
        "none",
        *(
            f"{author}{shown} {fate}"
            for author in ("", "author ")
            for shown in ("export", "hidden")
            for fate in ("blank", "keep")
        ),
    }
)


@dataclass(frozen=True)
class FieldClass:
    """How one field is treated."""

    name: str
    is_personal: bool
    is_exported: bool
    is_author_exported: bool
    is_blanked: bool


@dataclass(frozen=True)
class Keeping:
    """A rule of how long: `years` after what `since` says, except `but_not`.

    Where it names an `and_since`, that too must be so long ago.
    """

    name: str
    years: int
    since: str
    and_since: str = ""
    deletes: bool = False
    but_not: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Table:
    """How one table is treated; see personal_data.toml for each part."""

    model: str
    fields: tuple[FieldClass, ...]
    title: str = ""
    about: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    purpose: str = ""
    basis: str = ""
    retention: str = ""
    keep: dict[str, str] = field(default_factory=dict, hash=False)
    on_erase: str = "keep rows"
    kept_because: str = ""
    note: str = ""
    is_unused: bool = False
    varies: bool = False

    @property
    def is_personal(self) -> bool:
        return any(item.is_personal for item in self.fields)

    @property
    def deletes_rows(self) -> bool:
        return self.on_erase == "delete rows"

    @property
    def blanked(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.fields if item.is_blanked)

    @property
    def kept(self) -> tuple[str, ...]:
        """Personal fields that an erasure leaves."""
        if self.deletes_rows:
            return ()
        return tuple(
            item.name
            for item in self.fields
            if item.is_personal and not item.is_blanked
        )

    def get_model(self) -> type[models.Model]:
        return apps.get_model(self.model)


@dataclass(frozen=True)
class Register:
    tables: tuple[Table, ...]
    bases: dict[str, str] = field(hash=False)
    keepings: dict[str, Keeping] = field(default_factory=dict, hash=False)

    @property
    def personal_tables(self) -> tuple[Table, ...]:
        return tuple(table for table in self.tables if table.is_personal)

    @property
    def traceable_tables(self) -> tuple[Table, ...]:
        """The tables whose rows lead to a person, in the order of the register."""
        return tuple(table for table in self.tables if table.about or table.by)


@cache
def load_register() -> Register:
    """The register as it ships.

    Raises:
        ValueError: a table that says something the register has no word for.
    """
    text = (files("lehc.accounts") / "personal_data.toml").read_text(encoding="utf-8")
    return read_register(tomllib.loads(text))


def read_register(data: dict[str, Any]) -> Register:
    bases = {entry["name"]: entry["words"] for entry in data["basis"]}
    keepings = {entry["name"]: Keeping(**entry) for entry in data.get("keeping", ())}
    tables = tuple(read_table(entry) for entry in data["table"])
    return Register(tables, bases, keepings)


def read_table(entry: dict[str, Any]) -> Table:
    facts = dict(entry)
    fields = tuple(
        read_field(facts["model"], name, words)
        for name, words in facts.pop("fields").items()
    )
    about, by = tuple(facts.pop("about", ())), tuple(facts.pop("by", ()))
    return Table(fields=fields, about=about, by=by, **facts)


def read_field(model: str, name: str, words: str) -> FieldClass:
    if words not in CLASSES:
        raise ValueError(
            f"{model}.{name} is classed “{words}”. Use one of: "
            + ", ".join(sorted(CLASSES))
        )
    parts = set(words.split())
    return FieldClass(
        name=name,
        is_personal=words != "none",
        is_exported="export" in parts,
        is_author_exported="author" in parts,
        is_blanked="blank" in parts,
    )


def find_faults(register: Register, models_in_use: list[Any]) -> list[str]:
    """What the register lacks or says wrongly, each as what to write.

    `models_in_use` are the models that exist, from `apps.get_models`.
    """
    faults = []
    tables = {table.model: table for table in register.tables}
    for model in models_in_use:
        label = model._meta.label
        names = [f.name for f in model._meta.get_fields() if f.concrete]
        if label not in tables:
            lines = "\n".join(f'{name} = "…"' for name in names)
            faults.append(
                f'Add to accounts/personal_data.toml:\n[[table]]\nmodel = "{label}"\n'
                f"…title, about, purpose, basis, retention, where it holds personal "
                f"data…\n[table.fields]\n{lines}"
            )
        else:
            table = tables.pop(label)
            faults += [] if table.varies else find_field_faults(table, names)
    faults += [
        f"Remove table {label}: it no longer exists."
        for label, table in tables.items()
        if not table.varies
    ]
    faults += [
        f"Explain keep “{name}” of {table.model} in a [[keeping]]."
        for table in register.tables
        for name in table.keep
        if name not in register.keepings
    ]
    return faults


def find_field_faults(table: Table, names: list[str]) -> list[str]:
    """What one table of the register lacks or says wrongly."""
    classed = {item.name for item in table.fields}
    faults = [
        f'Add to [table.fields] of {table.model}: {name} = "…" '
        f"(one of: {', '.join(sorted(CLASSES))})"
        for name in names
        if name not in classed
    ]
    faults += [
        f"Remove {name} from {table.model}: the field no longer exists."
        for name in sorted(classed.difference(names))
    ]
    if table.is_personal:
        faults += [
            f"Say {part} of {table.model}."
            for part in ("purpose", "basis", "retention")
            if not getattr(table, part)
        ]
    if table.kept and not (table.kept_because or table.note):
        faults.append(f"Say kept_because of {table.model}: {', '.join(table.kept)}.")
    if (table.about or table.by) and not table.title:
        faults.append(f"Say title of {table.model}.")
    return faults
