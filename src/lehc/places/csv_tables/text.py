"""A CSV file in whatever encoding Excel wrote -> blocks of whole lines in UTF-8.

Excel writes UTF-8 with a byte-order mark ("CSV UTF-8"), Windows-1252 ("CSV"), Mac Roman
with bare carriage returns ("CSV (Macintosh)") and UTF-16 with tabs ("Unicode Text").
R and Python write plain UTF-8.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lehc.places.csv_tables.problem import TableError

BLOCK_BYTES = 1 << 19
"""Large enough that NumPy does the work, small enough to stay in the cache."""

LONGEST_LINE = 1 << 22
"""A line (or an open quotation) longer than this is a file that is no table."""

WIDE_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class TextFile:
    """The text of one file, and what its bytes said about who wrote it.

    `came_from_excel` is true once a byte-order mark or an older encoding was met: the
    answer is then written with a mark, so that Excel reads its letters right.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.came_from_excel = False
        self._bare_returns = False

    def blocks(self) -> Iterator[bytes]:
        """Blocks of whole lines in UTF-8, each ending in a line feed.

        Raises TableError where the file is no text, or a quotation never ends.
        """
        rest = b""
        for piece in self._pieces():
            rest += piece
            cut = _end_of_last_whole_line(rest)
            if cut:
                yield self._as_utf8(rest[:cut])
                rest = rest[cut:]
            elif len(rest) > LONGEST_LINE:
                raise _endless(rest)
        if rest.strip(b"\0\r\n"):
            rest += b"" if rest.endswith(b"\n") else b"\n"
            if rest.count(b'"') % 2:
                raise _endless(rest)
            yield self._as_utf8(rest)

    def _pieces(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            first = file.read(BLOCK_BYTES)
            wide = WIDE_MARKS.get(first[:2])
            if wide:
                self.came_from_excel = True
                yield from _narrowed(first[2:], file, wide)
                return
            if first.startswith(codecs.BOM_UTF8):
                self.came_from_excel = True
                first = first[len(codecs.BOM_UTF8) :]
            _check_is_text(first)
            self._bare_returns = b"\r" in first and b"\n" not in first
            while first:
                yield first.replace(b"\r", b"\n") if self._bare_returns else first
                first = file.read(BLOCK_BYTES)

    def _as_utf8(self, block: bytes) -> bytes:
        """The block itself where it is UTF-8; else read as Excel's older encodings."""
        if block.isascii():
            return block
        try:
            block.decode("utf-8")
        except UnicodeDecodeError:
            self.came_from_excel = True
            older = "mac-roman" if self._bare_returns else "cp1252"
            return block.decode(older, errors="replace").encode("utf-8")
        return block


def _narrowed(first: bytes, file: BinaryIO, encoding: str) -> Iterator[bytes]:
    """UTF-16 read on from `first`, in UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while first:
        yield decoder.decode(first).encode("utf-8")
        first = file.read(BLOCK_BYTES)


def _end_of_last_whole_line(text: bytes) -> int:
    """Where the last line ends that is not inside a quotation; 0 if none does."""
    cut = text.rfind(b"\n") + 1
    while cut and text.count(b'"', 0, cut) % 2:
        cut = text.rfind(b"\n", 0, cut - 1) + 1
    return cut


def _check_is_text(first: bytes) -> None:
    if first.startswith(b"PK\x03\x04"):
        message = "This is a workbook, not a CSV file: save it as CSV first."
        raise TableError(message)
    if b"\0" in first:
        message = "This is not a text file: save the table as CSV first."
        raise TableError(message)


def _endless(text: bytes) -> TableError:
    start = text[:60].decode("utf-8", errors="replace").splitlines()[0]
    return TableError(
        f"From “{start}” on, a line or a quotation does not end: look for a single "
        'quotation mark (") there, and close or remove it.'
    )
