from __future__ import annotations

from django.db.models import TextChoices


class VariantKind(TextChoices):
    """Another way of saying what a page says."""

    EASY_READ = "easy_read", "Easy Read"
    WELSH = "welsh", "Cymraeg (Welsh)"


# The address and the language of each variant.
VARIANT_SLUGS = {
    VariantKind.EASY_READ: "easy-read",
    VariantKind.WELSH: "cymraeg",
}
VARIANT_LANGUAGES = {VariantKind.EASY_READ: "en-GB", VariantKind.WELSH: "cy"}


class ConsentWay(TextChoices):
    """How somebody told us that they agree."""

    WRITING = "writing", "In writing, by letter or e-mail"
    FORM = "form", "On a signed form"
    SPOKEN = "spoken", "Aloud, and we wrote it down or recorded it"


class QuotationKind(TextChoices):
    """Where quoted words come from, which decides what must be shown for them."""

    SPOKEN = "spoken", "Somebody said or wrote it to us"
    PUBLISHED = "published", "It was published: a book, a report, a law"
    EARLIER = "earlier", "It was public on our site before we moved here"


class PictureKind(TextChoices):
    """Who can be seen in a picture."""

    NOBODY = "nobody", "Nobody who could be recognised"
    PEOPLE = "people", "People who can be recognised"
    EARLIER = "earlier", "It was public on our site before we moved here"
