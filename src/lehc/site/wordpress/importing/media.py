"""Pictures and other files, from a folder that is a copy of WordPress's uploads."""

from __future__ import annotations

import os
from html import unescape
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from lehc.site.wordpress.addresses import normalise_path, read_file_key
from lehc.site.wordpress.cleaning.pieces import Picture
from lehc.site.wordpress.importing.bodies import FoundPicture
from lehc.site.wordpress.importing.survey import Survey
from lehc.site.wordpress.models import OldBlog, OldItem
from lehc.site.wordpress.records import Item, ItemKind

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"})
DOCUMENTS = frozenset(
    {
        *(".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx"),
        *(".odp", ".csv", ".txt", ".rtf", ".epub", ".mp3", ".m4a", ".ogg", ".wav"),
        *(".mp4", ".m4v", ".webm", ".ogv", ".mov"),
    }
)
ALTERNATIVE = "_wp_attachment_image_alt"


class RefusedFileError(Exception):
    """A file that is not taken over; str() says why."""


class Folder:
    """The files of a folder by what names them, whatever their size: see
    `read_file_key`. Nothing outside the folder is reached, links included."""

    def __init__(self, root: Path | None) -> None:
        self.paths: dict[str, Path] = {}
        self.by_name: dict[str, list[str]] = {}
        if root is not None:
            self.look_through(root)

    def look_through(self, root: Path) -> None:
        for folder, _, names in os.walk(root):
            for name in sorted(names):
                path = Path(folder, name)
                if path.is_symlink():
                    continue
                inside = "/" + path.relative_to(root).as_posix()
                key = read_file_key(inside)
                is_whole = key == inside.lstrip("/").casefold()
                if is_whole or key not in self.paths:
                    self.paths[key] = path
        for key in self.paths:
            self.by_name.setdefault(key.rpartition("/")[2], []).append(key)

    def find(self, key: str) -> Path | None:
        """The file in its place; else the only one of its name."""
        if key in self.paths:
            return self.paths[key]
        named = self.by_name.get(key.rpartition("/")[2], [])
        return self.paths[named[0]] if len(named) == 1 else None


class Library:
    """The blog's files, those that are here and those that can be fetched."""

    def __init__(self, blog: OldBlog, survey: Survey, folder: Folder) -> None:
        self.blog = blog
        self.survey = survey
        self.folder = folder
        rows = OldItem.objects.filter(blog=blog, picture__isnull=False)
        pairs = rows.values_list("key", "file_path", "picture_id")
        self.by_number = {key: pk for key, _, pk in pairs}
        self.by_file = {name: pk for _, name, pk in pairs}
        documents = OldItem.objects.filter(blog=blog, document__isnull=False)
        self.documents = set(documents.values_list("key", flat=True))

    def has(self, item: Item) -> bool:
        key = str(item.number)
        return key in self.by_number or key in self.documents

    def take(self, item: Item) -> OldItem:
        """Take one file of the library over.

        Raises:
            RefusedFileError: it is not in the folder, or of a kind we don't take.
        """
        key = read_file_key(item.file_address)
        path = self.folder.find(key) if key else None
        if path is None:
            raise RefusedFileError("not in the folder of files")
        return self.keep(
            path, key, old_key=str(item.number), title=name_file(item), item=item
        )

    @transaction.atomic
    def keep(
        self, path: Path, key: str, *, old_key: str, title: str, item: Item | None
    ) -> OldItem:
        kind = path.suffix.lower()
        facts: dict[str, int] = {}
        if kind in PICTURES:
            facts["picture_id"] = save_picture(path, title)
        elif kind in DOCUMENTS:
            facts["document_id"] = save_document(path, title)
        else:
            raise RefusedFileError(f"files ending in “{kind}” are not taken over")
        row = self.remember(old_key, item, file_path=key, **facts)
        if row.picture_id:
            self.by_number[old_key] = row.picture_id
            self.by_file[key] = row.picture_id
        return row

    def remember(self, old_key: str, item: Item | None, **facts: Any) -> OldItem:
        """Keep a file's old address, whether or not the file came along."""
        if item is not None:
            facts |= {
                "guid": item.guid[:255],
                "path": normalise_path(item.link),
                "parent": str(item.parent or ""),
            }
        facts["kind"] = ItemKind.ATTACHMENT
        row, _ = OldItem.objects.update_or_create(
            blog=self.blog, key=old_key, defaults=facts
        )
        return row

    def find(self, piece: Picture) -> FoundPicture | None:
        """The picture of a post: by its number, by its file, or from the folder."""
        key = read_file_key(piece.address)
        number = piece.number or self.survey.files.get(key, 0)
        pk = self.by_number.get(str(number)) or self.by_file.get(key)
        if pk is None and key:
            pk = self.take_unlisted(key)
        if pk is None:
            return None
        listed = self.survey.attachments.get(number)
        return FoundPicture(pk, listed.read_meta(ALTERNATIVE) if listed else "")

    def take_unlisted(self, key: str) -> int | None:
        """A picture that a post shows and the export does not list."""
        path = self.folder.find(key)
        if path is None or path.suffix.lower() not in PICTURES:
            return None
        name = key.rpartition("/")[2]
        try:
            row = self.keep(
                path, key, old_key=f"file:{key}"[:64], title=name, item=None
            )
        except RefusedFileError:
            return None
        return row.picture_id


def name_file(item: Item) -> str:
    name = item.title or item.file_address.rpartition("/")[2]
    return unescape(name)[:255] or "File"


def save_picture(path: Path, title: str) -> int:
    """Keep a picture, after the same checks as one that an editor uploads."""
    image_model = get_image_model()
    with path.open("rb") as opened:
        file = File(opened, name=path.name)
        try:
            WagtailImageField().clean(file)
        except ValidationError as error:
            raise RefusedFileError(" ".join(error.messages)) from error
        opened.seek(0)
        picture = image_model(title=title, file=File(opened, name=path.name))
        picture.save()
    return int(picture.pk)


def save_document(path: Path, title: str) -> int:
    with path.open("rb") as opened:
        document = Document(title=title, file=File(opened, name=path.name))
        document.save()
    return int(document.pk)
