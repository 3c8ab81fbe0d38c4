"""docs/privacy.md, written from the register so that it can't fall behind."""

from __future__ import annotations

from lehc.accounts.personal_data import FieldClass, Register, Table

PREFACE = """# Personal data

Written by `lehc privacy_register --write` from
`src/lehc/accounts/personal_data.toml`; a test keeps the two in step. Change the
register, not this page. The privacy notice, the export of a person's data and the
erasure follow the same register.

- **Export**: a signed-in person downloads everything marked “given” under *My account,
  My data*, as a page and as JSON.
- **Erase**: the person closes their account there. What is marked “blanked” is emptied,
  “deleted” rows go, and what is “kept” stays, without anything that says whose it is.
- **Correct**: name and address under *My account*; answers in the application while it
  is open; everything else by writing to the address in the privacy notice.
- Logs hold numbers only: no names, addresses, answers or codes.
- The cache (table `shared_cache`, no model) holds rate limits for a day at most:
  internet addresses and hashes of e-mail addresses.
- Equality monitoring answers have no path to a person: see the note at their table.
  On PostgreSQL rows lie in the order in which they were added; whoever may read the
  database's files could line them up with the times in other tables. On SQLite they
  lie in random order.

Words for what happens to a field: *given* (in the export), *hidden* (personal, but a
secret or about others), *blanked*, *kept*. “Also given to the author” means that
whoever wrote it about somebody else gets it in their own export too.
"""


def write_privacy_document(register: Register) -> str:
    """The whole page, ending in a line break."""
    parts = [PREFACE, "## Lawful bases\n"]
    parts.append(
        "\n".join(f"- **{name}**: {words}" for name, words in register.bases.items())
        + "\n"
    )
    parts.append("## Tables with personal data\n")
    parts += [write_table(table) for table in register.personal_tables]
    parts.append("## Tables without personal data\n")
    parts.append(
        "\n".join(
            write_plain_table(table)
            for table in register.tables
            if not table.is_personal
        )
    )
    return "\n".join(parts) + "\n"


def write_table(table: Table) -> str:
    lines = [f"### {table.model}", ""]
    lines += [f"{table.title}.", ""] if table.title else []
    lines += [
        f"- Purpose: {table.purpose}",
        f"- Lawful basis: {table.basis}",
        f"- Retention: {table.retention}",
        f"- Leads to a person by: {', '.join((*table.about, *table.by)) or 'nothing'}",
    ]
    if table.kept_because:
        lines.append(f"- Kept after erasure because: {table.kept_because}")
    if table.note:
        lines.append(f"- Note: {table.note}")
    lines += ["", "| field | in the export | at erasure |", "|---|---|---|"]
    lines += [
        f"| {item.name} | {say_export(item)} | {say_fate(table, item)} |"
        for item in table.fields
        if item.is_personal
    ]
    plain = [item.name for item in table.fields if not item.is_personal]
    if plain:
        lines += ["", f"Not personal: {', '.join(plain)}."]
    return "\n".join([line.rstrip() for line in lines]) + "\n"


def say_export(item: FieldClass) -> str:
    words = "given" if item.is_exported else "hidden"
    return f"{words}, also given to the author" if item.is_author_exported else words


def say_fate(table: Table, item: FieldClass) -> str:
    if table.deletes_rows:
        return "deleted"
    return "blanked" if item.is_blanked else "kept"


def write_plain_table(table: Table) -> str:
    names = ", ".join(item.name for item in table.fields)
    note = f" {table.note}" if table.note else ""
    return f"- **{table.model}**: {names}.{note}"
