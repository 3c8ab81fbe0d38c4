from __future__ import annotations

from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "lehc.site"
    label = "site"
    verbose_name = "public site"

    def ready(self) -> None:
        from lehc.accounts.farewell import register_farewell  # apps are ready
        from lehc.background.registry import register_housekeeping
        from lehc.places.presence import register_presence
        from lehc.site.actions.consents import withdraw_every_consent
        from lehc.site.actions.scheduling import publish_what_is_due
        from lehc.site.models import fill_search
        from lehc.site.queries import count_presence

        register_farewell(withdraw_every_consent)
        register_presence(count_presence)
        register_housekeeping("site.publish_what_is_due")(publish_what_is_due)
        register_housekeeping("site.fill_search")(fill_search)
