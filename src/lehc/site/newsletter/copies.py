"""One person's copy: both parts, and the headers that let them leave in one click."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from lehc.site.newsletter.links import LEAVE_HERE, name_host, write_leave_link
from lehc.site.newsletter.models import Copy, Sending


def write_copy(sending: Sending, copy: Copy) -> EmailMultiAlternatives:
    if copy.subscriber is None:
        raise ValueError("A copy without a subscriber can't be addressed.")
    link = write_leave_link(copy.subscriber.key)
    host = name_host()
    message = EmailMultiAlternatives(
        subject=sending.subject,
        body=sending.text.replace(LEAVE_HERE, link),
        from_email=settings.NEWSLETTER_FROM,
        to=[copy.subscriber.email],
        headers={
            "Message-ID": f"<{copy.message_id}@{host}>",
            "List-ID": f"<newsletter.{host}>",
            "List-Unsubscribe": f"<{link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Precedence": "bulk",
        },
    )
    message.attach_alternative(sending.html.replace(LEAVE_HERE, link), "text/html")
    return message
