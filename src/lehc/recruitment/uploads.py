"""Uploads that are too large stop being kept as soon as they are too large."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class SizeLimit(FileUploadHandler):
    """Drops a file that passes the limit; the rest of it is read and thrown away.

    Must stand before the handlers that keep files. The names of the fields whose file
    was dropped are in `request.too_large`.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > settings.LARGEST_FILE:
            note_too_large(self.request, self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def note_too_large(request: Any, field_name: str | None) -> None:
    names: frozenset[str] = getattr(request, "too_large", frozenset())
    request.too_large = names | {field_name or ""}


def list_too_large(request: HttpRequest) -> frozenset[str]:
    """The fields whose file was larger than we take."""
    return frozenset(getattr(request, "too_large", frozenset()))
