"""What a file really holds, told by its content and not by its name."""

from __future__ import annotations

import zipfile
from typing import IO

HEAD = 4096
DIRECTORY = 64 * 1024
OLD_WORD_STREAM = "WordDocument".encode("utf-16-le")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"heim")

# Kind of content -> the endings that a file of that kind may have.
ENDINGS = {
    "pdf": ("pdf",),
    "docx": ("docx",),
    "doc": ("doc",),
    "odt": ("odt",),
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "webp": ("webp",),
    "heic": ("heic", "heif"),
}
ALLOWED_ENDINGS = tuple(ending for endings in ENDINGS.values() for ending in endings)


def sniff_kind(file: IO[bytes]) -> str:
    """One of the keys of ENDINGS, or "" for anything else; the file is left rewound.

    Word files with macros count as anything else.
    """
    file.seek(0)
    head = file.read(HEAD)
    kind = sniff_head(head)
    if head.startswith(b"PK\x03\x04"):
        kind = sniff_zip(file)
    elif head.startswith(OLE):
        kind = sniff_ole(file)
    file.seek(0)
    return kind


def sniff_head(head: bytes) -> str:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "heic"
    return ""


def sniff_zip(file: IO[bytes]) -> str:
    """Word or OpenDocument; reads the list of members, unpacks next to nothing."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return "" if "word/vbaProject.bin" in names else "docx"
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    kind = member.read(100)
                if kind.strip() == b"application/vnd.oasis.opendocument.text":
                    return "odt"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return ""
    return ""


def sniff_ole(file: IO[bytes]) -> str:
    """An old Word file names its main stream somewhere in its directory."""
    file.seek(0)
    before = b""
    while chunk := file.read(DIRECTORY):
        if OLD_WORD_STREAM in before + chunk:
            return "doc"
        before = chunk[-len(OLD_WORD_STREAM) :]
    return ""


def has_honest_ending(name: str, kind: str) -> bool:
    return name.rpartition(".")[2].lower() in ENDINGS.get(kind, ())
