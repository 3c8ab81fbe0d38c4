from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from lehc.recruitment.queries.files import get_file_answer


@require_safe
@login_required
def answer_file(request: HttpRequest, reference: str, key: str) -> FileResponse:
    """An uploaded file, to keep and not to show: the browser must not run it."""
    answer = get_file_answer(request.user, reference, key)
    return FileResponse(
        answer.file.open("rb"),
        as_attachment=True,
        filename=str(answer.value),
        content_type="application/octet-stream",
        headers={
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
