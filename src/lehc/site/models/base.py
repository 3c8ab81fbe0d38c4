from __future__ import annotations

from http import HTTPMethod
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import Resolver404, get_script_prefix, resolve
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from lehc.prepared import Prepared
from lehc.site.agreements import find_missing, find_missing_agreements
from lehc.site.blocks import BodyBlocks
from lehc.site.enums import VARIANT_LANGUAGES, VARIANT_SLUGS, VariantKind
from lehc.site.forms import PageForm
from lehc.site.models.fields import BodyField
from lehc.site.models.freshness import renew_site
from lehc.site.models.search_texts import WORDS_OF_A_PAGE, keep_words

HOME_DEPTH = 2
# The names of addresses at which pages are shown (see `urls`).
ANSWERED_BY_PAGES = frozenset({"home", "contact", "stories", "wagtail_serve"})


DOORS = Prepared(lambda: PageViewRestriction.objects.values_list("pk")[:1], about=0)


def are_all_open() -> bool:
    """Whether no page is behind a door, which only Wagtail itself could put there."""
    return not DOORS.read()


class BasePage(Page):
    """What all our pages share: words for lists and search engines, variants."""

    introduction = models.TextField(
        blank=True, help_text="What the page says, in one or two sentences."
    )
    sharing_picture = models.ForeignKey(
        "site.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown where somebody shares the page.",
    )

    base_form_class = PageForm
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("sharing_picture"),
            ],
            heading="For search engines and sharing",
        )
    ]
    # Pages here are for everybody: what is for some has its own address.
    private_page_options: list[str] = []
    # What a page shows of other rows, fetched along with it.
    shown_with: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self._check_address_is_free()

    def _check_address_is_free(self) -> None:
        """A page must not hide behind one of the product's own addresses."""
        parent = self.get_parent()
        if parent is None or parent.depth != HOME_DEPTH:
            return
        try:
            match = resolve(f"/{self.slug}/")
        except Resolver404:
            return
        if match.url_name not in ANSWERED_BY_PAGES:
            raise ValidationError(
                {"slug": f"/{self.slug}/ is taken already. Choose another."}
            )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        renew_site()
        saved = super().save(*args, **kwargs)
        changed = kwargs.get("update_fields")
        if changed is None or WORDS_OF_A_PAGE.intersection(changed):
            keep_words(self)
        return saved

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        renew_site()
        return super().delete(*args, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, whoever or whatever asks for it.

        Raises:
            ValidationError: an agreement is missing that its words or pictures need.
        """
        page = revision.as_object()
        wanting = find_missing(getattr(page, "body", ()))
        if kwargs.get("user") is not None:  # else it was public on an old blog
            wanting = find_missing_agreements(page)
        if wanting:
            raise ValidationError(wanting)
        return super().publish(revision, *args, **kwargs)

    @property
    def url(self) -> str:
        """The page's address, worked out from its place under the home page.

        One site holds all pages, so that there is no need to ask the database which
        sites there are, as Wagtail does for each page of a list.
        """
        return get_script_prefix() + self.url_path.split("/", 2)[2]

    @property
    def heading_for_search(self) -> str:
        return self.seo_title or self.title

    @property
    def description(self) -> str:
        """One or two sentences for lists, search engines and sharing."""
        return self.search_description or self.introduction

    def list_names(self) -> list[str]:
        """Names by which somebody may look for the page, beside what it says."""
        return []

    @classmethod
    def to_show(cls) -> QuerySet[Any]:
        """Pages of this kind in everybody's sight, with the rows that they show."""
        pages = cls._default_manager.filter(live=True)
        return pages.select_related(*cls.shown_with) if cls.shown_with else pages

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Wagtail asks for all pages above; with no door anywhere there is no need."""
        if are_all_open():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def list_variants(self) -> list[Any]:
        """The live Easy Read and Welsh versions of this page."""
        if self.is_leaf():
            return []
        variants = Variant.objects.child_of(self).live()
        return list(variants.only("kind", "url_path").order_by("kind"))

    def list_missing_variants(self) -> list[VariantKind]:
        live = {variant.kind for variant in self.list_variants()}
        return [kind for kind in VariantKind if kind not in live]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        context = super().get_context(request, *args, **kwargs)
        return context | {"variants": self.list_variants()}


class Variant(BasePage):
    """The page above it, said in Easy Read or in Welsh."""

    kind = models.CharField(max_length=20, choices=VariantKind)
    body = BodyField(BodyBlocks(), blank=True)

    template = "site/variant.html"
    parent_page_types = [
        "site.HomePage",
        "site.OrdinaryPage",
        "site.ContactPage",
        "site.StoryIndex",
        "site.Story",
    ]
    subpage_types: list[str] = []
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    content_panels = [FieldPanel("kind"), *BasePage.content_panels, FieldPanel("body")]
    promote_panels: list[Any] = [FieldPanel("search_description")]

    class Meta:
        verbose_name = "Easy Read or Welsh version"

    def clean(self) -> None:
        if self.kind:
            self.slug = VARIANT_SLUGS[VariantKind(self.kind)]
        super().clean()

    def _check_slug_is_unique(self) -> None:
        try:
            super()._check_slug_is_unique()
        except ValidationError as error:
            words = "The page has this version already: change that one."
            raise ValidationError({"kind": words}) from error

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.kind:
            self.slug = VARIANT_SLUGS[VariantKind(self.kind)]
        super().full_clean(*args, **kwargs)

    @property
    def label(self) -> str:
        """What a link to it says, in its own language."""
        return "Cymraeg" if self.kind == VariantKind.WELSH else "Easy Read"

    @property
    def language(self) -> str:
        return VARIANT_LANGUAGES[VariantKind(self.kind)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        context = super().get_context(request, *args, **kwargs)
        original: Page = self.get_parent().specific
        siblings = [one for one in original.list_variants() if one.pk != self.pk]
        return context | {"original": original, "variants": siblings}
