from __future__ import annotations

import io
import zipfile

import pytest

from lehc.recruitment.filekinds import has_honest_ending, sniff_kind


def pack(**members: bytes) -> bytes:
    """A zip archive; `__` in a name stands for a slash, `_dot_` for a dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def pack_word(**more: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<w/>")
        for name, content in more.items():
            archive.writestr(name, content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 70_000


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (pack_word(), "docx"),
        (pack(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, kind: str) -> None:
    file = io.BytesIO(content)

    assert (sniff_kind(file), file.tell()) == (kind, 0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Just text",
        b"<html><script>alert(1)</script></html>",
        b"MZ\x90\0",
        b"PK\x03\x04 broken",
        pack(a_dot_txt=b"any archive"),
        pack(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        pack_word(**{"word/vbaProject.bin": b"macros"}),
        OLE,
    ],
)
def test_anything_else_is_not_taken(content: bytes) -> None:
    assert sniff_kind(io.BytesIO(content)) == ""


def test_the_old_word_stream_is_found_across_two_reads() -> None:
    name = "WordDocument".encode("utf-16-le")
    content = OLE[: 64 * 1024 - 5].ljust(64 * 1024 - 5, b"\0") + name

    assert sniff_kind(io.BytesIO(content)) == "doc"


@pytest.mark.parametrize(
    ("name", "kind", "honest"),
    [
        ("a.PDF", "pdf", True),
        ("photo.JPG", "jpeg", True),
        ("photo.jpeg", "jpeg", True),
        ("page.html", "pdf", False),
        ("a.pdf", "docx", False),
        ("pdf", "pdf", True),
        ("a.pdf", "", False),
    ],
)
def test_the_ending_must_fit(name: str, kind: str, honest: bool) -> None:
    assert has_honest_ending(name, kind) is honest
