"""Files as answers, and what several views read from an address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse

from lehc.places.enums import Sex
from lehc.places.pictures.files import write_csv, write_png, write_svg
from lehc.places.pictures.svg import Picture

KINDS = {"svg": ("image/svg+xml", write_svg), "png": ("image/png", write_png)}
AN_HOUR = "public, max-age=3600"


def answer_picture(picture: Picture | None, name: str, kind: str) -> HttpResponse:
    """The picture as a file of that kind.

    Raises:
        Http404: there is no picture, or no such kind.
    """
    if picture is None or kind not in KINDS:
        raise Http404
    content_type, write = KINDS[kind]
    return answer_file(write(picture), content_type, f"{name}.{kind}")


def answer_csv(
    header: Sequence[str], rows: Iterable[Sequence[object]], name: str
) -> HttpResponse:
    return answer_file(write_csv(header, rows), "text/csv; charset=utf-8", name)


def answer_file(data: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(
        data,
        content_type=content_type,
        headers={"Content-Disposition": disposition, "Cache-Control": AN_HOUR},
    )


def read_sex(request: HttpRequest) -> Sex:
    """Whose lives the address asks about; everyone's when it says nothing known."""
    try:
        return Sex(request.GET.get("sex", ""))
    except ValueError:
        return Sex.PERSONS
