from __future__ import annotations

from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "lehc.site.newsletter"
    label = "newsletter"
    verbose_name = "newsletter"

    def ready(self) -> None:
        from lehc.programmes.desk import register_desk_page  # apps are ready
        from lehc.site.newsletter import tasks  # noqa: F401  registers the tasks

        register_desk_page(
            position=95,
            label="Newsletter",
            url_name="desk_newsletter",
            summary="Who gets it, which issues went, sending the next",
        )
