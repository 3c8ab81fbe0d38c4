from __future__ import annotations

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

ONE_YEAR = 365 * 24 * 60 * 60


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture made for a page. Its name changes with its contents: kept for good."""
    kind, _ = mimetypes.guess_type(name)
    if kind is None or not kind.startswith("image/") or "svg" in kind:
        raise Http404
    try:
        file = storages["pictures"].open(name)
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=kind)
    response["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response
