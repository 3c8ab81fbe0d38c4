"""What is known on the way through a post: whence it came, what was found so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import html

from lehc.site.wordpress.cleaning.gate import pass_gate, read_address
from lehc.site.wordpress.cleaning.pieces import Notes, Piece, Text

STANDS_ALONE = re.compile(r"^\s*wp:([a-z0-9/-]+)(?:\s.*)?/\s*$", re.S)
SILENT_BLOCKS = frozenset({"more", "nextpage", "spacer", "separator", "paragraph"})


@dataclass
class Walk:
    blog: str
    children: tuple[int, ...] = ()
    notes: Notes = field(default_factory=Notes)
    pieces: list[Piece] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)

    def write(self, markup: str) -> None:
        """Add to the text that is being gathered."""
        self.pending.append(markup)

    def place(self, *pieces: Piece | None) -> None:
        """Add blocks of their own, after the text before them."""
        for piece in pieces:
            if isinstance(piece, Text):
                self.write(piece.html)
            elif piece is not None:
                self.finish_text()
                self.pieces.append(piece)

    def finish_text(self) -> None:
        passed = pass_gate("".join(self.pending)).strip()
        self.pending.clear()
        if passed:
            self.pieces.append(Text(passed))

    def read_link(self, address: str | None) -> str:
        """An address to follow; one that does something else is noted."""
        found = read_address(address, self.blog)
        if address and address.strip() and not found:
            self.notes.add("link that does something else than lead to a page")
        return found

    def note_comment(self, comment: html.HtmlElement) -> None:
        """A block that stands alone is made when a page is asked for: we have none."""
        found = STANDS_ALONE.match(comment.text or "")
        if found is None or found[1] in SILENT_BLOCKS:
            return
        reused = found[1] == "block"
        self.notes.add("block shared by posts" if reused else f"block {found[1]}")
