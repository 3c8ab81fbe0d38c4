"""Where a mail server hands in bounces."""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lehc.site.newsletter.actions.bouncing import note_bounce
from lehc.site.newsletter.bounces import read_bounce

LARGEST_BOUNCE = 1024 * 1024


@csrf_exempt
@require_POST
def bounces(request: HttpRequest) -> HttpResponseBase:
    """Take one bounce, the whole message as the mail server has it.

    202 for one that is of a copy of ours, 204 for one that says nothing to us: a mail
    server must not try again in either case.
    """
    if not settings.NEWSLETTER_BOUNCE_SECRET:
        raise Http404
    if not is_from_our_mail_server(request):
        too_often = consume_or_429(request, action="newsletter_bounce")
        return too_often or HttpResponse("Wrong secret.\n", status=403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BOUNCE:
        return HttpResponse("Send the headers of the original only.\n", status=413)
    bounce = read_bounce(request.body)
    return HttpResponse(status=202 if bounce and note_bounce(bounce) else 204)


def is_from_our_mail_server(request: HttpRequest) -> bool:
    """Whether the header `Authorization: Bearer …` holds the secret we share."""
    expected = f"Bearer {settings.NEWSLETTER_BOUNCE_SECRET}"
    return constant_time_compare(request.headers.get("Authorization", ""), expected)
