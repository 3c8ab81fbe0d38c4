from __future__ import annotations

from lehc.site.newsletter.models.issues import Issue, Newsletter
from lehc.site.newsletter.models.sendings import Copy, Sending
from lehc.site.newsletter.models.subscribers import Subscriber

__all__ = ["Copy", "Issue", "Newsletter", "Sending", "Subscriber"]
