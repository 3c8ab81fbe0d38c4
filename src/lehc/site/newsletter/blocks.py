"""What an issue is made of: words, stories, dates, and one thing to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks

from lehc.programmes.models import Cohort
from lehc.site.blocks import ActionBlock

ISSUE_TEXT_FEATURES = ["h2", "bold", "italic", "ol", "ul", "link"]


class CohortChooserBlock(blocks.ChooserBlock):
    """A cohort, from a plain list."""

    target_model = Cohort
    widget = forms.Select()

    @cached_property
    def field(self) -> forms.ModelChoiceField:
        return forms.ModelChoiceField(
            queryset=Cohort.objects.all(), widget=self.widget, required=self._required
        )

    def get_form_state(self, value: Any) -> Any:
        return self.get_prep_value(value)


class StoriesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(default="New stories", max_length=100)
    stories = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="site.Story", label="Story"),
        help_text="Their title, introduction and address. A story that is not public "
        "is left out.",
    )

    class Meta:
        icon = "openquote"
        label = "Stories"


class DatesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(default="Dates", max_length=100)
    cohort = CohortChooserBlock(help_text="Whose sessions, from the issue's date on.")
    most = blocks.IntegerBlock(default=6, min_value=1, max_value=30, label="At most")

    class Meta:
        icon = "date"
        label = "Dates of a cohort"


class IssueBlocks(blocks.StreamBlock):
    text = blocks.RichTextBlock(features=ISSUE_TEXT_FEATURES)
    stories = StoriesBlock()
    dates = DatesBlock()
    action = ActionBlock()
