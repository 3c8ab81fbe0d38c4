"""The kinds of block that pages and stories are made of; one template each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from lehc.places.models import Area
from lehc.site.embeds import find_provider
from lehc.site.enums import PictureKind, QuotationKind
from lehc.site.preloading import FetchedOnce

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class ConsentChooserBlock(FetchedOnce, SnippetChooserBlock):
    """Somebody who agreed to be in a story."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("site.StoryConsent", **kwargs)


class PictureChooserBlock(FetchedOnce, ImageChooserBlock):
    pass


class PageChooserBlock(FetchedOnce, blocks.PageChooserBlock):
    pass


class PlaceChooserBlock(FetchedOnce, blocks.ChooserBlock):
    """A local authority, from a plain list."""

    target_model = Area
    widget = forms.Select()

    @cached_property
    def field(self) -> forms.ModelChoiceField:
        return forms.ModelChoiceField(
            queryset=Area.objects.local_authorities(),
            widget=self.widget,
            required=self._required,
        )

    def get_form_state(self, value: Any) -> Any:
        return self.get_prep_value(value)


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        template = "site/blocks/text.html"


class QuotationBlock(blocks.StructBlock):
    """Somebody's words. Not shown without the agreement that its kind asks for."""

    words = blocks.TextBlock(rows=3)
    attribution = blocks.CharBlock(
        required=False, help_text="Who said it, as they want to be named."
    )
    kind = blocks.ChoiceBlock(
        choices=QuotationKind.choices,
        default=QuotationKind.SPOKEN,
        label="Where the words come from",
    )
    consent = ConsentChooserBlock(
        required=False,
        label="Their agreement",
        help_text="Needed before publishing when somebody said it to us.",
    )
    source = blocks.CharBlock(
        required=False, help_text="Needed for published words: what, and when."
    )

    class Meta:
        icon = "openquote"
        template = "site/blocks/quotation.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"is_shown": may_show_quotation(value)}

    def get_searchable_content(self, value: Any) -> list[str]:
        shown = may_show_quotation(value)
        return list_words(value, "words", "attribution", "source") if shown else []


class PictureBlock(blocks.StructBlock):
    """A picture with words for those who can't see it."""

    picture = PictureChooserBlock()
    alternative = blocks.CharBlock(
        required=False,
        max_length=250,
        label="Alternative text",
        help_text="What somebody misses who can't see it. Empty: it only decorates.",
    )
    caption = blocks.CharBlock(required=False, max_length=250)
    kind = blocks.ChoiceBlock(
        choices=PictureKind.choices,
        default=PictureKind.PEOPLE,
        label="Who can be seen",
    )
    people = blocks.ListBlock(
        ConsentChooserBlock(label="Agreement"),
        default=[],
        label="Agreements of the people who can be seen",
        help_text="Needed before publishing when people can be recognised.",
    )

    class Meta:
        icon = "image"
        template = "site/blocks/picture.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"is_shown": may_show_picture(value)}

    def get_searchable_content(self, value: Any) -> list[str]:
        shown = may_show_picture(value)
        return list_words(value, "alternative", "caption") if shown else []


class PlaceBlock(blocks.StructBlock):
    """A place that the text speaks of."""

    place = PlaceChooserBlock()
    words = blocks.CharBlock(required=False, help_text="What happened there.")

    class Meta:
        icon = "site"
        template = "site/blocks/place.html"


class ActionBlock(blocks.StructBlock):
    """The one thing to do next."""

    heading = blocks.CharBlock(required=False)
    words = blocks.TextBlock(required=False, rows=2)
    label = blocks.CharBlock(max_length=60, help_text="What the button says.")
    page = PageChooserBlock(required=False)
    address = blocks.CharBlock(
        required=False,
        help_text="Instead of a page: /cohorts/ on this site, or https://…",
    )

    class Meta:
        icon = "link"
        label = "Call to action"
        template = "site/blocks/action.html"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        address = value["address"]
        if bool(value["page"]) == bool(address):
            raise ValidationError("Choose a page, or give an address: one of the two.")
        is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
        if address and not (is_ours or address.startswith("https://")):
            raise ValidationError("Start the address with / or https://.")
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        page = value["page"]
        return context | {"href": page.url if page else value["address"]}


class EmbedBlock(blocks.StructBlock):
    """A film or recording elsewhere: a link until somebody asks to see it here."""

    title = blocks.CharBlock(max_length=150)
    address = blocks.URLBlock(help_text="Where it can be seen, starting with https://.")
    words = blocks.TextBlock(
        required=False,
        rows=3,
        label="In words",
        help_text="What is said and shown, or where the transcript is.",
    )

    class Meta:
        icon = "media"
        label = "Film or recording"
        template = "site/blocks/embed.html"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value["address"].startswith("https://"):
            raise ValidationError("Start the address with https://.")
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"provider": find_provider(value["address"])}


class BodyBlocks(blocks.StreamBlock):
    """What the body of every page may hold."""

    text = TextBlock()
    quotation = QuotationBlock()
    picture = PictureBlock()
    place = PlaceBlock()
    action = ActionBlock()
    embed = EmbedBlock()

    class Meta:
        template = "site/blocks/body.html"


def list_words(value: Any, *names: str) -> list[str]:
    """What a block says; what its editor chose beside it is no word of the page."""
    return [str(value[name]) for name in names if value[name]]


def may_show_quotation(value: Any) -> bool:
    """Whether what must stand behind quoted words stands, now."""
    if value["kind"] != QuotationKind.SPOKEN:
        return True
    consent = value["consent"]
    return consent is not None and consent.is_current and consent.may_quote


def may_show_picture(value: Any) -> bool:
    """Whether everybody who can be recognised agrees, now."""
    if value["picture"] is None:
        return False
    if value["kind"] != PictureKind.PEOPLE:
        return True
    people = list(value["people"])
    return bool(people) and all(
        one is not None and one.is_current and one.may_picture for one in people
    )
