"""What stops an import, as a sentence that says where and what to do."""

from __future__ import annotations

import re

OR_AGAIN = "export it again in WordPress, under Tools, Export."
EXPORT_AGAIN = "E" + OR_AGAIN[1:]
ENTITY = re.compile(r"Entity '(\w+)' not defined")
NOTHING = re.compile(r"Document is empty|Start tag expected|no element found")
LOOP = re.compile(r"entity reference loop|amplification|Detected an entity", re.I)


class UnreadableFileError(Exception):
    """The file can't be read as a WordPress export; str() is the sentence to show."""


def explain(line: int, said: str, *, is_cut_off: bool) -> UnreadableFileError:
    """What a fault that the XML parser found means for whoever has the file."""
    if NOTHING.search(said):
        return UnreadableFileError(
            "This is not a WordPress export: it is not XML. " + EXPORT_AGAIN
        )
    if LOOP.search(said):
        return refuse_entities(line)
    if is_cut_off and not ENTITY.search(said):
        return UnreadableFileError(
            f"The file stops too early, at line {line}: the rest of it is missing. "
            f"Download it again. Or {OR_AGAIN}"
        )
    return UnreadableFileError(f"{describe(line, said)} Or {OR_AGAIN}")


def describe(line: int, said: str) -> str:
    if named := ENTITY.search(said):
        return (
            f"Line {line} has “&{named[1]};”, which XML does not know. Write the "
            "character itself there."
        )
    if "Extra content" in said:
        return f"Something follows the end of the export, at line {line}. Remove it."
    if "encoding" in said:
        return (
            f"Line {line} has bytes that are not in the encoding the file names. Save "
            "the file as UTF-8."
        )
    said = said.partition(", line ")[0].rstrip(".")
    return f"Line {line} is not well-formed XML ({said}). Mend that line."


def refuse_entities(line: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"The file declares a document type or entities (near line {line}). WordPress "
        "never writes them, and they can do harm, so it is not read. " + EXPORT_AGAIN
    )
