from __future__ import annotations

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

# What only editors load: thirty times as much as the public's files.
FOR_EDITORS = ("wagtail", "rest_framework", "admin")


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names for all, compressed ahead for what the public loads.

    Compressing the editor's files as well would make the first start wait for 15
    seconds of CPU.
    """

    keep_only_hashed_files = True

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        public = [path for path in paths if not path.startswith(FOR_EDITORS)]
        yield from super().compress_files(public)
